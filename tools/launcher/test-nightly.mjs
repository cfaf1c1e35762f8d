// npm run test:nightly: the long fault tests, which kill what `npm test` has no time to kill.
process.env.NIGHTLY = 'true';
process.argv.splice(2, 0, '--project', 'nightly');
await import('./test.mjs');
