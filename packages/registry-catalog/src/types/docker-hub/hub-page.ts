/** The image that a page of hub.docker.com is about; other texts come back as they are. */
export function imageOfHubPage(text: string): string {
  const page = /^(?:https:\/\/)?hub\.docker\.com\/(?:r|repository\/docker|_)\/([^?#\s]+)/.exec(
    text.trim(),
  );
  const name = page?.[1]
    ?.split("/")
    .slice(0, 2)
    .join("/")
    .replace(/\/(?:tags|general)?$/, "");
  return name ?? text;
}
