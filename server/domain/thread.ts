/** Who answers in a thread. The bot writes only while it owns it. */
export type ThreadOwner = "bot" | "human";

/** Who wrote a message. `till` is a notice about an order, sent under any owner. */
export type Author = "customer" | "bot" | "operator" | "till" | "phone-app";

/** Whether a message by `author` may be written while `owner` has the thread: the bot never talks over a human. */
export const mayWrite = (author: Author, owner: ThreadOwner): boolean => author !== "bot" || owner === "bot";
