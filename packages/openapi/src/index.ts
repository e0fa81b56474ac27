export { answerKey, answersUnder, type DeclaredAnswer } from './check/answers.ts';
export type { Complaint } from './check/complaints.ts';
export { fromText, typesOf } from './check/from-text.ts';
export { declaredFor, isJsonMedia, mediaOf } from './check/media.ts';
export {
  type ParameterComplaint,
  parametersOf,
  type RawParameters,
  type ReadParameters,
} from './check/parameters.ts';
export { sampleOf } from './check/sample.ts';
export { type Check, type Schemas, schemasOf } from './check/schemas.ts';
export {
  type Content,
  type MediaTypeObject,
  METHODS,
  type OpenApiDocument,
  type OperationObject,
  type RequestBodyObject,
  type ResponseObject,
  type Schema,
} from './read/document.ts';
export { OpenApiError } from './read/openapi-error.ts';
export { basePaths, type Operation, operationsIn } from './read/operations.ts';
export { isObject, resolveRef } from './read/reference.ts';
export { type Found, PathTree } from './route/path-tree.ts';
export { variablesIn } from './route/segment.ts';
