// Never announces anything and ignores SIGTERM.
process.on('SIGTERM', () => {});
process.stderr.write(`pid ${process.pid}\n`);
setInterval(() => {}, 1000);
