// A real OpenID Connect provider on loopback: any login is taken, and /test/groups sets what groups somebody is in.
import http from "node:http";
import Provider from "oidc-provider";

const [, , port, redirect, signedOut] = process.argv;
const groups = new Map();
const issuer = `http://127.0.0.1:${port}`;
const provider = new Provider(issuer, {
  clients: [{ client_id: "incidentbot", client_secret: "a-secret-of-the-test-alone", redirect_uris: [redirect], post_logout_redirect_uris: [signedOut], response_types: ["code"], grant_types: ["authorization_code"] }],
  claims: { openid: ["sub"], profile: ["name", "preferred_username"], groups: ["groups"] },
  scopes: ["openid", "profile", "groups"],
  pkce: { required: () => true },
  cookies: { keys: ["of-the-test-alone"] },
  features: { devInteractions: { enabled: true } },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: `${id[0].toUpperCase()}${id.slice(1)} of the Directory`, preferred_username: `${id}@northwind.example`, groups: groups.get(id) ?? [] }) }),
});
const handle = provider.callback();
http.createServer((request, response) => {
  const url = new URL(request.url, issuer);
  if (url.pathname === "/test/groups") {
    groups.set(url.searchParams.get("of"), url.searchParams.getAll("group"));
    response.end("set");
  } else {
    handle(request, response);
  }
}).listen(Number(port), "127.0.0.1", () => console.log("ready"));
