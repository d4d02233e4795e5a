import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

const plugins = [remarkGfm];

/** What a text may hold; HTML in it is left out, and an image is named instead of fetched. */
const components: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer noopener nofollow">
      {children}
    </a>
  ),
  img: ({ alt }) => <span className="lesson-image">{alt}</span>,
  // The panel's own headings come first: those of a text stand below them.
  h1: ({ children }) => <h4>{children}</h4>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h4>{children}</h4>,
};

/** Markdown of an exercise. It may come from a link, so nothing in it is trusted. */
export default function MarkdownText({ text }: { readonly text: string }) {
  return (
    <Markdown skipHtml remarkPlugins={plugins} components={components}>
      {text}
    </Markdown>
  );
}
