// Buys one thing with one POST. `node buyer.mjs bug` sends it again without a key, `mended` with one.
const [how = 'mended'] = process.argv.slice(2);
const headers = { 'Content-Type': 'application/json' };
if (how === 'mended') headers['Idempotency-Key'] = crypto.randomUUID();

for (let attempt = 1; attempt <= 5; attempt += 1) {
  const answer = await fetch(`${process.env.BASE_URL}/orders`, {
    method: 'POST',
    headers,
    body: '{"item":"teapot"}',
  })
    .then((response) => (response.ok ? response.json() : undefined))
    .catch(() => undefined);
  if (answer?.id !== undefined) process.exit(0);
}
process.exit(1);
