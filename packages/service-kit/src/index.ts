export * from './clock.ts';
export * from './config/index.ts';
export { UserError } from './user-error.ts';
