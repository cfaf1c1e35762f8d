/** Where a cloud's API answers. A stand-in on this machine, which only an install that allows it can reach, has no certificate. */
export function cloudAddress(endpoint: string): URL {
  return new URL(`${endpoint.startsWith('127.0.0.1') ? 'http' : 'https'}://${endpoint}/`);
}
