import { useQuery } from '@tanstack/react-query'
import type { Schema } from './client'
import { meQuery } from './queries'

type Role = Schema<'Role'>

/**
 * What a role allows, as kernel/access/Role.java has it. It only decides what is shown: the server
 * decides what is done.
 */
const ALLOWED: Partial<Record<Role, readonly Permission[]>> = {
  TRADER: ['TRADE', 'COVER'],
  CAPITAL_PROVIDER: ['PROVIDE_CAPITAL'],
  REVIEWER: ['REVIEW_CLAIMS', 'AUDIT'],
  OPERATOR: ['OPERATE_FUND', 'APPROVE_PAYOUTS', 'SET_LIMITS', 'CONFIGURE', 'AUDIT'],
  ADMIN: ['ADMINISTER_USERS', 'AUDIT'],
}

export type Permission =
  | 'TRADE'
  | 'COVER'
  | 'REVIEW_CLAIMS'
  | 'PROVIDE_CAPITAL'
  | 'OPERATE_FUND'
  | 'APPROVE_PAYOUTS'
  | 'SET_LIMITS'
  | 'CONFIGURE'
  | 'ADMINISTER_USERS'
  | 'AUDIT'

export function allows(roles: readonly Role[], permission: Permission): boolean {
  return roles.some((role) => ALLOWED[role]?.includes(permission))
}

/** Whether the person may; false until it is known. */
export function useMay(permission: Permission): boolean {
  const me = useQuery(meQuery)
  return allows(me.data?.roles ?? [], permission)
}
