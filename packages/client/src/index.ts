export {
  type ControlPlane,
  type ControlPlaneOptions,
  ControlPlaneError,
  createControlPlane,
} from './control-plane-client.ts';
export type { components, operations, paths } from './control-plane.d.ts';
