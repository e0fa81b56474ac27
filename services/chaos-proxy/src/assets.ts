/** The folder of files that the proxy reads while it runs; the packed binary has one of its own. */
export const ASSETS = new URL('../../../assets/', import.meta.url);
