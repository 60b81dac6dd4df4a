import { required } from '../arguments.ts';
import type { Person } from '../people.ts';
import { Refusal } from '../refusal.ts';
import { type Methods, need } from './method.ts';

function userShape(person: Person): Record<string, unknown> {
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    real_name: person.realName,
    deleted: person.isDeleted ?? false,
    is_bot: person.isBot ?? false,
    is_app_user: false,
    is_admin: false,
    is_owner: false,
    is_restricted: person.isRestricted ?? false,
    is_ultra_restricted: person.isUltraRestricted ?? false,
    ...(person.isStranger === true ? { is_stranger: true } : {}),
    tz: 'Europe/Berlin',
    tz_offset: 3600,
    profile: { real_name: person.realName, display_name: person.name, team: person.teamId },
  };
}

export const userMethods: Methods = {
  'users.info': (args, context) => {
    need(context, 'users:read');
    const person = context.workspace.people.get(required(args, 'user', 'user_not_found'));
    if (person === undefined) throw new Refusal('user_not_found');
    return { user: userShape(person) };
  },
  'users.list': (_args, context) => {
    need(context, 'users:read');
    return { members: [...context.workspace.people.values()].map(userShape), response_metadata: { next_cursor: '' } };
  },
  'usergroups.list': (_args, context) => {
    need(context, 'usergroups:read');
    const { groups, team } = context.workspace;
    return {
      usergroups: groups.map(({ id, handle, name, users }) => ({
        id,
        team_id: team.id,
        handle,
        name,
        is_usergroup: true,
        date_delete: 0,
        user_count: users.length,
      })),
    };
  },
  'usergroups.users.list': (args, context) => {
    need(context, 'usergroups:read');
    const group = context.workspace.groups.find(({ id }) => id === required(args, 'usergroup', 'no_such_subteam'));
    if (group === undefined) throw new Refusal('no_such_subteam');
    return { users: group.users };
  },
};
