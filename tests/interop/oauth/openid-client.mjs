// Signs in with openid-client: a code with PKCE or a device code, a refresh, a revocation.
import * as client from 'openid-client'
import { createInterface } from 'node:readline/promises'

const [issuer, redirect, way] = process.argv.slice(2)
const config = await client.discovery(
  new URL(issuer),
  'paddock-desktop',
  undefined,
  client.None(),
  { algorithm: 'oauth2', execute: [client.allowInsecureRequests] },
)

let tokens
if (way === 'device') {
  const waiting = await client.initiateDeviceAuthorization(config, {
    scope: 'account sync',
    device_name: 'openid-client',
  })
  console.log(waiting.verification_uri_complete)
  tokens = await client.pollDeviceAuthorizationGrant(config, waiting)
} else {
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: redirect,
    scope: 'account sync',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
  })
  console.log(address.href)
  const lines = createInterface({ input: process.stdin })
  const callback = new URL(await lines.question(''))
  lines.close()
  tokens = await client.authorizationCodeGrant(config, callback, {
    pkceCodeVerifier: verifier,
    expectedState: state,
  })
}

const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token)
const before = await client.tokenIntrospection(config, refreshed.access_token)
await client.tokenRevocation(config, refreshed.refresh_token)
const after = await client.tokenIntrospection(config, refreshed.access_token)

let error = ''
try {
  await client.refreshTokenGrant(config, refreshed.refresh_token)
} catch (caught) {
  error = caught.error
}

console.log(
  JSON.stringify({
    subject: before.sub,
    device: before.device,
    rotated: refreshed.refresh_token !== tokens.refresh_token,
    active: [before.active, after.active],
    error,
  }),
)
