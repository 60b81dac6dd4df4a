import { partsOf } from './request-body.ts';
import type { Incoming, Pending, Reply, Route } from './server.ts';
import type { Workspace } from './workspace.ts';

/** Where the bytes of a file go before it is shared. */
export function uploadRoute(workspace: Workspace): Route {
  return {
    name: (path) => (path.startsWith('/upload/') ? 'upload' : undefined),
    receive: (incoming): Pending => ({ args: {}, work: () => store(workspace, incoming) }),
  };
}

function store(workspace: Workspace, { url, headers, body }: Incoming): Reply {
  const upload = workspace.uploads.get(url.pathname.slice('/upload/'.length));
  if (upload === undefined) return { status: 404, body: 'no such upload' };
  const type = headers['content-type'] ?? '';
  const isForm = type.startsWith('multipart/form-data');
  const content = isForm ? Object.values(partsOf(type, body)).find((part) => Buffer.isBuffer(part)) : body;
  if (content === undefined) return { status: 400, body: 'no file in the form' };
  if (content.length !== upload.size)
    return { status: 400, body: `${upload.size} bytes expected, ${content.length} came` };
  upload.content = content;
  return { status: 200, body: `OK - ${content.length}` };
}
