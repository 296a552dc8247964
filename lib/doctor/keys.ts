import type { Context } from '#lib/context.ts'
import { keysLacking, keysMistaken } from '#lib/privacy/encrypt-anew.ts'
import { fail, ok, type Finding } from './model.ts'

/** Whether the keys of the configuration open what is encrypted in the database. */
export async function lookAtKeys(ctx: Context): Promise<Finding[]> {
  const amiss = [
    ...(await keysLacking(ctx)).map(({ what, variable, key, many }) =>
      fail('keys', `${many} ${what} cannot be read: ${variable} lacks the key “${key}”`, putBack(variable)),
    ),
    ...(await keysMistaken(ctx)).map(({ what, variable, key, many }) =>
      fail('keys', `${many} ${what} cannot be read: “${key}” of ${variable} is not the key it was`, putBack(variable)),
    ),
  ]
  return amiss.length > 0 ? amiss : [ok('keys', 'what is encrypted can be read')]
}

function putBack(variable: string): string {
  const without =
    variable === 'ADDRESS_KEYS'
      ? 'donors are asked for their addresses again'
      : 'second factors are reset by npm run admin -- reset-factor EMAIL, and endpoints of webhooks get new secrets'
  return `Put the key back from the safe under the name it had, and restart web and worker; if it is lost, ${without}.`
}
