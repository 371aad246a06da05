import { firstOwner, linkClaim, me, sessionState, signIn } from "./session.ts";
import { defineRoutes } from "./route.ts";

const tag = "Session";

/** Signing in and out; who is signed in. The cookie is HttpOnly and SameSite=Lax. */
export const sessionRoutes = defineRoutes({
  session: {
    method: "GET",
    path: "/api/v1/session",
    policy: "public",
    tag,
    summary: "Whether someone is signed in, and whether the first owner is still awaited",
    answer: sessionState,
  },
  signIn: {
    method: "POST",
    path: "/api/v1/session/sign-in",
    policy: "public",
    tag,
    summary: "Sign in with e-mail and password",
    body: signIn,
    answer: me,
  },
  createFirstOwner: {
    method: "POST",
    path: "/api/v1/session/first-owner",
    policy: "public",
    tag,
    summary: "Create the first owner's account and sign in; 409 once there is one",
    body: firstOwner,
    answer: me,
    status: 201,
  },
  claimLink: {
    method: "POST",
    path: "/api/v1/session/link",
    policy: "public",
    tag,
    summary: "Sign in by a one-time link, on loopback only",
    body: linkClaim,
    answer: me,
  },
  signOut: {
    method: "POST",
    path: "/api/v1/session/sign-out",
    policy: "signed-in",
    tag,
    summary: "Sign out",
    answer: "nothing",
  },
  me: {
    method: "GET",
    path: "/api/v1/me",
    policy: "signed-in",
    tag,
    summary: "The signed-in person, her shops and the demo beside this server",
    answer: me,
  },
});
