import { type Endpoint, endpoint } from '../wire/endpoint.ts'
import { accountObject } from './object.ts'

/** Whose key it is: https://docs.stripe.com/api/accounts/retrieve, without an id. */
export const accountEndpoints: Endpoint[] = [endpoint('GET', '/v1/account', {}, (world) => accountObject(world))]
