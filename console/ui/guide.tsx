import { Code, List, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

type Block =
  | { readonly type: "title" | "text"; readonly lines: readonly string[] }
  | { readonly type: "list" | "steps"; readonly lines: readonly string[] }
  | { readonly type: "code"; readonly lines: readonly string[] };

const kindOf = (line: string): Exclude<Block["type"], "code"> =>
  line.startsWith("#") ? "title" : /^[-*] /.test(line) ? "list" : /^\d+[.)] /.test(line) ? "steps" : "text";

/** Cuts a guide's Markdown into blocks: titles, paragraphs, lists, numbered steps and fenced code. */
export function readGuide(markdown: string): readonly Block[] {
  const blocks: { type: Block["type"]; lines: string[] }[] = [];
  let fenced = false;
  let open = false;
  for (const line of markdown.split("\n")) {
    if (line.startsWith("```")) {
      fenced = !fenced;
      if (fenced) blocks.push({ type: "code", lines: [] });
      open = false;
    } else if (fenced) blocks.at(-1)?.lines.push(line);
    else if (line.trim() === "") open = false;
    else {
      const last = blocks.at(-1);
      const type = kindOf(line);
      const bare = line.replace(/^(#+|[-*]|\d+[.)]) /, "");
      const listed = last?.type === "list" || last?.type === "steps";
      if (last && open && type === "text" && (listed || last.type === "text"))
        last.lines.push(`${last.lines.pop() ?? ""} ${line.trim()}`);
      else if (last && type === last.type && type !== "title" && type !== "text") last.lines.push(bare);
      else blocks.push({ type, lines: [bare] });
      open = type !== "title";
    }
  }
  return blocks;
}

/** Words of a line with `code`, **bold** and links as nodes. */
function inline(text: string): ReactNode {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\(https?:[^)\s]+\))/).map((part, n) => {
    if (part.startsWith("`")) return <Code key={n}>{part.slice(1, -1)}</Code>;
    if (part.startsWith("**")) return <strong key={n}>{part.slice(2, -2)}</strong>;
    const link = /^\[([^\]]+)\]\((https?:[^)]+)\)$/.exec(part);
    if (!link) return part;
    return (
      <a key={n} href={link[2]} target="_blank" rel="noopener noreferrer">
        {link[1]}
      </a>
    );
  });
}

/** A guide written in Markdown, as nodes. */
export const Guide = ({ markdown }: { readonly markdown: string }): ReactNode => (
  <>
    {readGuide(markdown).map((block, n) => {
      if (block.type === "title")
        return (
          <Title key={n} order={3} mt="md" mb={4}>
            {inline(block.lines[0] ?? "")}
          </Title>
        );
      if (block.type === "code")
        return (
          <Code key={n} block my="xs" tabIndex={0}>
            {block.lines.join("\n")}
          </Code>
        );
      if (block.type === "text")
        return (
          <Text key={n} size="sm" my={4}>
            {inline(block.lines[0] ?? "")}
          </Text>
        );
      return (
        <List key={n} size="sm" type={block.type === "steps" ? "ordered" : "unordered"} spacing={4} my={4}>
          {block.lines.map((line, at) => (
            <List.Item key={at}>{inline(line)}</List.Item>
          ))}
        </List>
      );
    })}
  </>
);
