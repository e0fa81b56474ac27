/** How many requests a session makes before the next one begins: a little more than a workflow. */
const REQUESTS_A_SESSION = 5;

const ORDER = JSON.stringify({ petId: 7, quantity: 1, status: 'placed', complete: false });

export const ROUTES = ['getInventory', 'placeOrder'] as const;
export type Route = (typeof ROUTES)[number];

/** The bytes of a request in a session that changes every few requests. */
export function requestOf(route: Route, round: string) {
  return (connection: number, nth: number): string => {
    const session = `${round}-${connection}-${Math.floor(nth / REQUESTS_A_SESSION)}`;
    const head =
      'Host: bench.test\r\nAccept: application/json\r\nUser-Agent: bench\r\n' +
      `Chaos-Session: ${session}\r\nChaos-Arm: bench\r\n`;
    if (route === 'getInventory') return `GET /api/v3/store/inventory HTTP/1.1\r\n${head}\r\n`;
    return (
      `POST /api/v3/store/order HTTP/1.1\r\n${head}` +
      `Content-Type: application/json\r\nContent-Length: ${ORDER.length}\r\n\r\n${ORDER}`
    );
  };
}
