// The Playground listens on a port and names no host, and so on every interface: nothing but this machine may reach it here.
const net = require('node:net');
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  if ((typeof port === 'number' || typeof port === 'string') && typeof rest[0] !== 'string') rest.unshift('127.0.0.1');
  else if (port && typeof port === 'object' && port.port !== undefined && !port.host) port = { ...port, host: '127.0.0.1' };
  return listen.call(this, port, ...rest);
};
