const sessionName = "comptoir_session";
const setUpName = "comptoir_setup";

const read = (header: string | undefined, name: string): string | undefined => {
  for (const part of (header ?? "").split(";")) {
    const [key, value] = part.trim().split("=", 2);
    if (key === name && value !== undefined && /^[\w-]{20,100}$/.test(value)) return value;
  }
  return undefined;
};

/** The session's token in a Cookie header. */
export const sessionToken = (header: string | undefined): string | undefined => read(header, sessionName);
/** The set-up token in a Cookie header: put there by the address that is printed at the first start. */
export const setUpToken = (header: string | undefined): string | undefined => read(header, setUpName);

/** Scripts cannot read it, other sites do not send it along, plain http sends it only where the site is http. */
const cookie = (name: string, value: string, seconds: number, secure: boolean): string =>
  `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${Math.max(0, Math.floor(seconds))}${secure ? "; Secure" : ""}`;

/** Sets the session for so many seconds. */
export const sessionCookie = (token: string, seconds: number, secure: boolean): string =>
  cookie(sessionName, token, seconds, secure);
/** Sets the set-up token for an hour. */
export const setUpCookie = (token: string, secure: boolean): string => cookie(setUpName, token, 3_600, secure);
/** Takes both away. */
export const noCookies = (secure: boolean): readonly string[] => [
  cookie(sessionName, "", 0, secure),
  cookie(setUpName, "", 0, secure),
];
