import { BadInputError } from '../errors.ts';

/** A folder that no report can be written from: what is wrong, in which file, what was expected. */
export class RunFolderError extends BadInputError {}
