/** Where the processes of a lab are. */
export type LabAddresses = {
  readonly agentUrl: string;
  /** The proxy's traffic port; only programs as arms need it. */
  readonly proxyUrl: string | null;
  readonly proxyAdminUrl: string;
  readonly petstoreAdminUrl: string;
};
