// Signs in with oauth4webapi: a code with PKCE, a checked access token, a refresh, a revocation.
import * as oauth from 'oauth4webapi'
import { createInterface } from 'node:readline/promises'

const [issuerText, redirect] = process.argv.slice(2)
const issuer = new URL(issuerText)
const http = { [oauth.allowInsecureRequests]: true }
const client = { client_id: 'paddock-desktop' }
const auth = oauth.None()
const lines = createInterface({ input: process.stdin })

const server = await oauth.processDiscoveryResponse(
  issuer,
  await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...http }),
)

const verifier = oauth.generateRandomCodeVerifier()
const state = oauth.generateRandomState()
const address = new URL(server.authorization_endpoint)
for (const [name, value] of Object.entries({
  client_id: client.client_id,
  redirect_uri: redirect,
  response_type: 'code',
  scope: 'account sync',
  code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
})) address.searchParams.set(name, value)
console.log(address.href)

const callback = new URL(await lines.question(''))
lines.close()
const answer = oauth.validateAuthResponse(server, client, callback, state)
const tokens = await oauth.processAuthorizationCodeResponse(
  server,
  client,
  await oauth.authorizationCodeGrantRequest(server, client, auth, answer, redirect, verifier, {
    additionalParameters: { device: '0123456789abcdef', device_name: 'oauth4webapi' },
    ...http,
  }),
)

const claims = await oauth.validateJwtAccessToken(
  server,
  new Request(issuer, { headers: { authorization: `Bearer ${tokens.access_token}` } }),
  server.issuer,
  http,
)

const refreshed = await oauth.processRefreshTokenResponse(
  server,
  client,
  await oauth.refreshTokenGrantRequest(server, client, auth, tokens.refresh_token, {
    additionalParameters: { device: '0123456789abcdef' },
    ...http,
  }),
)

const introspect = async (token) =>
  oauth.processIntrospectionResponse(
    server,
    client,
    await oauth.introspectionRequest(server, client, auth, token, http),
  )
const before = await introspect(refreshed.access_token)
await oauth.processRevocationResponse(
  await oauth.revocationRequest(server, client, auth, refreshed.refresh_token, http),
)
const after = await introspect(refreshed.access_token)

let error = ''
try {
  await oauth.processRefreshTokenResponse(
    server,
    client,
    await oauth.refreshTokenGrantRequest(server, client, auth, refreshed.refresh_token, http),
  )
} catch (caught) {
  error = caught.error
}

console.log(
  JSON.stringify({
    subject: claims.sub,
    device: claims.device,
    rotated: refreshed.refresh_token !== tokens.refresh_token,
    active: [before.active, after.active],
    error,
  }),
)
