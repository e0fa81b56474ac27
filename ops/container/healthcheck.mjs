// The health check of every image, which holds no curl: asks HEALTH_URL and says why it is not well.
const url = process.env.HEALTH_URL;
try {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? `status ${response.status}`);
  }
} catch (error) {
  process.stderr.write(`${url}: ${error.cause?.message ?? error.message}\n`);
  process.exitCode = 1;
}
