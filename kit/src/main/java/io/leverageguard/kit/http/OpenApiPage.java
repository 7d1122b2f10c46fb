package io.leverageguard.kit.http;

/** A reader for OpenAPI documents in one page, without anything from outside. */
final class OpenApiPage {
    static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
                    + " connect-src 'self'; frame-ancestors 'none'";

    private static final String HTML =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>TITLE</title>
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem;
                   padding: 1rem; color: #1a1f29; background: #fff; }
            h2 { border-bottom: 1px solid #d5dae3; margin-top: 2rem; }
            details { border: 1px solid #d5dae3; border-radius: 6px; margin: .4rem 0; }
            summary { cursor: pointer; padding: .4rem .6rem; }
            details > div { padding: 0 .8rem .6rem; }
            code, pre { font-family: ui-monospace, monospace; font-size: 13px; }
            pre { background: #f4f6f9; padding: .6rem; overflow: auto; border-radius: 4px; }
            .method { display: inline-block; width: 4.5rem; font-weight: 600; }
            .note { color: #5b6577; }
            @media (prefers-color-scheme: dark) {
              body { color: #e4e8ef; background: #14181f; }
              pre { background: #1d232d; }
              h2, details { border-color: #39424f; }
              .note { color: #9aa5b6; }
            }
            </style>
            </head>
            <body>
            <h1>TITLE</h1>
            <p><input id="filter" type="search" aria-label="Filter" placeholder="Filter"></p>
            <main id="main" aria-live="polite">Loading…</main>
            <script>
            const main = document.getElementById('main');
            const add = (parent, tag, text, cls) => {
              const node = document.createElement(tag);
              if (text !== undefined) node.textContent = text;
              if (cls) node.className = cls;
              parent.appendChild(node);
              return node;
            };
            const block = (parent, title, value) => {
              add(parent, 'p', title, 'note');
              add(parent, 'pre', JSON.stringify(value, null, 2));
            };
            const resolve = (schema, api, depth) => {
              if (!schema || typeof schema !== 'object' || depth > 8) return schema;
              if (schema.$ref) {
                const name = schema.$ref.split('/').pop();
                return resolve(api.components.schemas[name], api, depth + 1);
              }
              if (Array.isArray(schema)) return schema.map(s => resolve(s, api, depth + 1));
              return Object.fromEntries(
                Object.entries(schema).map(([k, v]) => [k, resolve(v, api, depth + 1)]));
            };
            const operation = (parent, api, path, method, op) => {
              const box = add(parent, 'details');
              box.dataset.text = (method + ' ' + path + ' ' + op.summary).toLowerCase();
              const head = add(box, 'summary');
              add(head, 'span', method.toUpperCase(), 'method');
              add(head, 'code', path);
              add(head, 'span', '  ' + op.summary, 'note');
              const body = add(box, 'div');
              add(body, 'p', 'Needs ' + op['x-permission'] + ', counts as '
                + op['x-rate-class'], 'note');
              if (op.parameters.length) block(body, 'Parameters', op.parameters);
              if (op.requestBody) block(body, 'Body',
                resolve(op.requestBody.content['application/json'].schema, api, 0));
              block(body, 'Answer',
                resolve(op.responses['200'].content['application/json'].schema, api, 0));
            };
            fetch('DOCUMENT').then(r => r.json()).then(api => {
              main.textContent = '';
              const groups = {};
              for (const [path, methods] of Object.entries(api.paths)) {
                for (const [method, op] of Object.entries(methods)) {
                  (groups[op.tags[0]] ||= []).push([path, method, op]);
                }
              }
              for (const [tag, list] of Object.entries(groups)) {
                const section = add(main, 'section');
                add(section, 'h2', tag);
                for (const [path, method, op] of list) {
                  operation(section, api, path, method, op);
                }
              }
            }).catch(e => { main.textContent = 'The document cannot be read: ' + e; });
            document.getElementById('filter').addEventListener('input', e => {
              const text = e.target.value.toLowerCase();
              for (const box of document.querySelectorAll('details')) {
                box.hidden = !box.dataset.text.includes(text);
              }
            });
            </script>
            </body>
            </html>
            """;

    private OpenApiPage() {}

    static String html(String title, String documentPath) {
        String escaped = title.replace("&", "&amp;").replace("<", "&lt;");
        return HTML.replace("TITLE", escaped).replace("DOCUMENT", documentPath);
    }
}
