import { seconds } from "#domain/instant";

/** How long a send in doubt waits for its status webhook before it is sent once more, flagged. */
export const doubtWait = seconds(10);
