import { load, type LoadOptions } from './load.ts';

// The load has a process of its own, so that its cost can be told from that of what it measures.
const options = JSON.parse(process.argv[2] ?? '') as LoadOptions;
const result = await load(options);
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ ...result, cpu: user + system }));
