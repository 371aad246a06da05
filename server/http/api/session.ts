import type { Me } from "#api/session";
import type { sessionRoutes } from "#api/routes-session";
import { isSecure } from "../console-files.ts";
import { RequestProblem } from "../problem.ts";
import { publicId } from "../public-ids.ts";
import { noCookies, sessionCookie, sessionToken, setUpToken } from "../session/cookies.ts";
import type { SignedIn } from "../session/people.ts";
import type { NewSession } from "../session/tokens.ts";
import { createTryLimits } from "../session/try-limits.ts";
import type { Till } from "../till.ts";
import type { Call, Handlers } from "./call.ts";
import { refusal } from "./refusals.ts";

/** The signed-in person with her shops. */
async function meOf(till: Till, person: SignedIn): Promise<Me> {
  const seats = await Promise.all(
    person.seats.map(async ({ businessId, role }) => ({ role, shop: await till.node.shops.get(businessId) })),
  );
  const { demo } = till;
  return {
    user: { id: publicId("user", person.userId), name: person.name, email: person.email },
    shops: seats.flatMap(({ role, shop }) =>
      // A viewer's screens do not exist yet; she reads by the API.
      shop === undefined || role === "viewer"
        ? []
        : [
            {
              slug: shop.slug,
              name: shop.name,
              role,
              currency: shop.currency,
              country: shop.country,
              languages: shop.languages,
              timeZone: shop.timeZone,
              rails: shop.rails.map(({ id, plug, name }) => ({ id, kind: plug.kind, name })),
            },
          ],
    ),
    demo: demo === undefined ? null : { phoneUrl: demo.phoneUrl, worldUrl: demo.worldUrl },
  };
}

type AnyCall = Pick<Call<"signIn">, "till" | "reply">;

async function enter({ till, reply }: AnyCall, session: NewSession): Promise<Me> {
  void reply.header("set-cookie", sessionCookie(session.token, session.lifeMs / 1_000, isSecure(till)));
  await till.accounts.adoptShops((await till.node.shops.all()).map(({ businessId }) => businessId));
  const person = await till.accounts.whoIs(session.token);
  if (!person) throw new RequestProblem("not-signed-in");
  return meOf(till, person);
}

const limits = createTryLimits();

function limit({ till, request }: Pick<Call<"signIn">, "till" | "request">, name: string): void {
  const wait = limits.wait(request.socket.remoteAddress ?? "", name, performance.now());
  if (wait === undefined) return;
  till.ports.metrics.count("sign_in_limited_total");
  throw new RequestProblem("too-many-requests", { retryAfter: wait });
}

/** Signing in and out. */
export const sessionHandlers: Handlers<keyof typeof sessionRoutes> = {
  async session({ till, request }) {
    const token = sessionToken(request.headers.cookie);
    const person = token === undefined ? undefined : await till.accounts.whoIs(token);
    return { signedIn: person !== undefined, firstRun: await till.accounts.isFirstRun() };
  },
  async signIn(call) {
    limit(call, call.body.email);
    const session = await call.till.accounts.signIn(call.body.email, call.body.password);
    if (!session) throw refusal("sign-in.wrong");
    return enter(call, session);
  },
  async createFirstOwner(call) {
    const { till, request, body } = call;
    limit(call, request.id);
    if (!(await till.accounts.isFirstRun())) throw refusal("owner.exists");
    const token = setUpToken(request.headers.cookie);
    const { password, ...person } = body;
    const session = token === undefined ? undefined : await till.accounts.createFirstOwner(person, password, token);
    if (!session) throw refusal("owner.elsewhere");
    return enter(call, session);
  },
  async claimLink(call) {
    const { till, body, request } = call;
    limit(call, request.id);
    // The link is for the person at this machine: nobody else is offered one.
    if (!till.isLoopback) throw new RequestProblem("not-found");
    const session = await till.accounts.claimSignInToken(body.token);
    if (!session) throw refusal("sign-in.link-used");
    return enter(call, session);
  },
  async signOut({ till, request, reply }) {
    const token = sessionToken(request.headers.cookie);
    if (token !== undefined) await till.accounts.signOut(token);
    return reply
      .header("set-cookie", [...noCookies(isSecure(till))])
      .code(204)
      .send();
  },
  me: ({ till, person }) => meOf(till, person),
};
