/** What stands for a part of an address in the console's own table of screens. */
const part = "[^/]+";

/** Every screen of the console but its home, as its router has them. */
const screens = [
  "/sign-in",
  "/link",
  "/welcome",
  `/s/${part}`,
  `/s/${part}/(?:inbox|orders|payments|refunds|catalogue)(?:/${part})?`,
  `/s/${part}/(?:ledger|notices|reconciliation)`,
  `/s/${part}/settings/${part}`,
];

const known = new RegExp(`^(?:/|(?:${screens.join("|")})/?)$`);

/** Whether the console has a screen at this path (without its query). What it shows there may still be nothing. */
export const isConsolePath = (path: string): boolean => known.test(path);
