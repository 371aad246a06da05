import { Outlet, createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { HomePage, LostPage } from "./pages/home-page.tsx";
import { Shell } from "./pages/shell.tsx";
import { readSearch } from "./pages/where.ts";
import { Failed, Loading } from "./ui/ready.tsx";

const root = createRootRoute({ component: Outlet, notFoundComponent: LostPage, validateSearch: readSearch });
const home = createRoute({ getParentRoute: () => root, path: "/", component: HomePage });
const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: lazyRouteComponent(() => import("./pages/door-page.tsx"), "DoorPage"),
});
const link = createRoute({
  getParentRoute: () => root,
  path: "/link",
  component: lazyRouteComponent(() => import("./pages/door-page.tsx"), "LinkPage"),
});
const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyRouteComponent(() => import("./pages/welcome-page.tsx"), "WelcomePage"),
});
const shop = createRoute({ getParentRoute: () => root, path: "/s/$shop", component: Shell });

const inboxPage = lazyRouteComponent(() => import("./pages/inbox-page.tsx"), "InboxPage");
const ordersPage = lazyRouteComponent(() => import("./pages/orders-page.tsx"), "OrdersPage");
const paymentsPage = lazyRouteComponent(() => import("./pages/payments-page.tsx"), "PaymentsPage");
const cataloguePage = lazyRouteComponent(() => import("./pages/catalogue-page.tsx"), "CataloguePage");

// A list and the object opened over it are one screen: its address says which object.
const inbox = createRoute({ getParentRoute: () => shop, path: "/inbox", component: inboxPage });
const thread = createRoute({ getParentRoute: () => inbox, path: "/$thread" });
const orders = createRoute({ getParentRoute: () => shop, path: "/orders", component: ordersPage });
const order = createRoute({ getParentRoute: () => orders, path: "/$order" });
const refunds = createRoute({
  getParentRoute: () => shop,
  path: "/refunds",
  component: lazyRouteComponent(() => import("./pages/refunds-page.tsx"), "RefundsPage"),
});
const refundRequest = createRoute({ getParentRoute: () => refunds, path: "/$request" });
const payments = createRoute({ getParentRoute: () => shop, path: "/payments", component: paymentsPage });
const payment = createRoute({ getParentRoute: () => payments, path: "/$payment" });
const ledger = createRoute({
  getParentRoute: () => shop,
  path: "/ledger",
  component: lazyRouteComponent(() => import("./pages/ledger-page.tsx"), "LedgerPage"),
});
const reconciliation = createRoute({
  getParentRoute: () => shop,
  path: "/reconciliation",
  component: lazyRouteComponent(() => import("./pages/reconciliation-page.tsx"), "ReconciliationPage"),
});
const catalogue = createRoute({ getParentRoute: () => shop, path: "/catalogue", component: cataloguePage });
const product = createRoute({ getParentRoute: () => catalogue, path: "/$sku" });
const notices = createRoute({
  getParentRoute: () => shop,
  path: "/notices",
  component: lazyRouteComponent(() => import("./pages/notices-page.tsx"), "NoticesPage"),
});
const settings = createRoute({
  getParentRoute: () => shop,
  path: "/settings/$section",
  component: lazyRouteComponent(() => import("./pages/settings-page.tsx"), "SettingsPage"),
});

const tree = root.addChildren([
  home,
  signIn,
  link,
  welcome,
  shop.addChildren([
    inbox.addChildren([thread]),
    orders.addChildren([order]),
    payments.addChildren([payment]),
    refunds.addChildren([refundRequest]),
    ledger,
    reconciliation,
    catalogue.addChildren([product]),
    notices,
    settings,
  ]),
]);

/** Every screen by its address. */
export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} retry={reset} />,
});

declare module "@tanstack/react-router" {
  interface Register {
    readonly router: typeof router;
  }
}
