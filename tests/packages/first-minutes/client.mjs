// The first minute with @chaos-lab/client: what it says of an answer, and of none.
import { createServer } from 'node:http';
import { createControlPlane } from '@chaos-lab/client';

const admin = createServer((_request, response) => {
  response.setHeader('Content-Type', 'application/json');
  response.end('{"rules":[]}');
});
await new Promise((resolve) => admin.listen(0, '127.0.0.1', resolve));
const adminUrl = `http://127.0.0.1:${admin.address().port}`;
const { data } = await createControlPlane({ adminUrl }).GET('/rules');
console.log(JSON.stringify(data));
admin.close();
admin.closeAllConnections();
await createControlPlane({ adminUrl: 'http://127.0.0.1:1' })
  .GET('/rules')
  .catch((error) => console.log(error.message.replace(/: .*/, '')));
