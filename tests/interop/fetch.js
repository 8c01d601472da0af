// Fetches a page over TLS with Node's own stack, and prints the protocol, the status and the page.
// Usage: node fetch.js URL CA.pem. Used by web_clients.py.
const fs = require('fs');
const https = require('https');

const [url, authority] = process.argv.slice(2);
https.get(url, { ca: fs.readFileSync(authority), minVersion: 'TLSv1.3', agent: false }, (response) => {
  console.log(`${response.socket.getProtocol()} ${response.statusCode}`);
  response.setEncoding('utf8');
  response.on('data', (piece) => process.stdout.write(piece));
}).on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
