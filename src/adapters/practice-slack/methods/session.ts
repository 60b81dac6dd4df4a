import type { Methods } from './method.ts';

/** Who am I, and where do I connect. */
export const sessionMethods: Methods = {
  'auth.test': (_args, { workspace }) => ({
    url: `https://${workspace.team.domain}.slack.example/`,
    team: workspace.team.name,
    user: workspace.people.get(workspace.app.botUserId)?.name,
    team_id: workspace.team.id,
    user_id: workspace.app.botUserId,
    bot_id: workspace.app.botId,
    is_enterprise_install: false,
  }),
  'apps.connections.open': (_args, { sockets, baseUrl }) => ({
    url: `${baseUrl.replace(/^http/, 'ws')}/link/?ticket=${sockets.issueTicket()}&app_id=practice`,
  }),
  'api.test': (args) => ({ args }),
};
