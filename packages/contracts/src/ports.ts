/** Default ports; the admin port of each process has a listener of its own. */
export const PORT = {
  petstore: 4010,
  petstoreAdmin: 4011,
  proxy: 4020,
  proxyAdmin: 4021,
  agent: 4030,
  runner: 4040,
} as const;

export const PETSTORE_BASE_PATH = '/api/v3';
