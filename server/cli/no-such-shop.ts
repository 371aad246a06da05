/** No shop has that id. */
export class NoSuchShop extends Error {
  override readonly name = "NoSuchShop";
  constructor(slug: string) {
    super(`There is no shop "${slug}".`);
  }
}
