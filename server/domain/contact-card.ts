/** A person's card as chats exchange it. */
export type ContactCard = {
  readonly name: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly organisation?: string;
  readonly phones: readonly { readonly number: string; readonly type?: string; readonly waId?: string }[];
  readonly emails: readonly { readonly address: string; readonly type?: string }[];
};
