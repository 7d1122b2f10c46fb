import {
  createBrowserRouter,
  Navigate,
  type LazyRouteFunction,
  type RouteObject,
} from 'react-router'
import type { ComponentType } from 'react'
import { ErrorScreen, Missing } from '@/components/ErrorScreen'
import { Shell } from '@/layouts/Shell'
import { paths } from '@/util/path-builder'

const Blank = () => null

/** Every page of the desk, and where it is. A page is loaded when it is first opened. */
const page =
  (load: () => Promise<{ default: ComponentType }>): LazyRouteFunction<RouteObject> =>
  async () => ({ Component: (await load()).default })

export const routes: RouteObject[] = [
  { path: '/login', HydrateFallback: Blank, lazy: page(() => import('@/pages/session/LoginPage')) },
  {
    path: '/register',
    HydrateFallback: Blank,
    lazy: page(() => import('@/pages/session/RegisterPage')),
  },
  {
    element: <Shell />,
    HydrateFallback: Blank,
    errorElement: <ErrorScreen />,
    children: [
      {
        errorElement: <ErrorScreen />,
        children: [
          { index: true, element: <Navigate to={paths.tradeAny()} replace /> },
          { path: '/trade', lazy: page(() => import('@/pages/trade/TradePage')) },
          { path: '/trade/:venue/:symbol', lazy: page(() => import('@/pages/trade/TradePage')) },
          { path: '/cover', lazy: page(() => import('@/pages/cover/CoverPage')) },
          { path: '/cover/claims/:claim', lazy: page(() => import('@/pages/cover/ClaimPage')) },
          { path: '/fund', lazy: page(() => import('@/pages/fund/FundPage')) },
          { path: '/system', lazy: page(() => import('@/pages/system/SystemPage')) },
          { path: '/account', lazy: page(() => import('@/pages/account/AccountPage')) },
          { path: '*', element: <Missing /> },
        ],
      },
    ],
  },
]

export const router = () => createBrowserRouter(routes)
