import { all, anyOf, type Check, flag, list, number, shape, text, variant, whole, word } from './checks.ts';
import { anyText, confirmDialog, mrkdwn, option, plain } from './texts.ts';

const type = text(1, 50);
const id = text(1, 255);
const person = text(1, 30);
const actionable = { action_id: id };
const common = { ...actionable, confirm: confirmDialog, focus_on_load: flag };
const chooser = { ...common, placeholder: plain(150) };
const group = shape({ label: plain(75), options: list(option, 1, 100) });
const choices = { options: list(option, 1, 100), option_groups: list(group, 1, 100) };
const style = word('primary', 'danger');
const most = { max_selected_items: whole(1, 100) };

const button = shape(
  { type, text: plain(75) },
  {
    ...actionable,
    url: text(1, 3_000),
    value: text(0, 2_000),
    style,
    confirm: confirmDialog,
    accessibility_label: text(1, 75),
  },
);
const workflow = shape({
  trigger: shape(
    { url: text(1, 3_000) },
    { customizable_input_parameters: list(shape({ name: text(1, 255), value: text(0, 3_000) }), 0, 100) },
  ),
});
const feedback = shape({ text: plain(75), value: text(1, 2_000) }, { accessibility_label: text(1, 75) });
const slackFile = all(shape({}, { id: text(1, 255), url: text(1, 3_000) }), anyOf('id', 'url'));

/** Where a picture comes from: an address, or a file in Slack. */
export const picture = { image_url: text(1, 3_000), slack_file: slackFile };
export const imageElement: Check = all(
  shape({ type: word('image'), alt_text: text(1, 2_000) }, picture),
  anyOf('image_url', 'slack_file'),
);

const selects: Record<string, Check> = {
  static_select: all(
    shape({ type }, { ...chooser, ...choices, initial_option: option }),
    anyOf('options', 'option_groups'),
  ),
  multi_static_select: all(
    shape({ type }, { ...chooser, ...choices, ...most, initial_options: list(option, 1, 100) }),
    anyOf('options', 'option_groups'),
  ),
  external_select: shape({ type }, { ...chooser, initial_option: option, min_query_length: whole(0, 100) }),
  users_select: shape({ type }, { ...chooser, initial_user: person }),
  multi_users_select: shape({ type }, { ...chooser, ...most, initial_users: list(person, 1, 100) }),
  channels_select: shape({ type }, { ...chooser, initial_channel: person, response_url_enabled: flag }),
  overflow: shape({ type, options: list(option, 1, 5) }, { ...actionable, confirm: confirmDialog }),
  checkboxes: shape({ type, options: list(option, 1, 10) }, { ...common, initial_options: list(option, 1, 10) }),
  radio_buttons: shape({ type, options: list(option, 1, 10) }, { ...common, initial_option: option }),
  datepicker: shape({ type }, { ...chooser, initial_date: text(10, 10) }),
  timepicker: shape({ type }, { ...chooser, initial_time: text(5, 5), timezone: text(1, 50) }),
  datetimepicker: shape({ type }, { ...common, initial_date_time: number }),
};

const buttons: Record<string, Check> = {
  button,
  workflow_button: shape(
    { type, text: plain(75), workflow },
    { ...actionable, style, accessibility_label: text(1, 75) },
  ),
};

const inputs: Record<string, Check> = {
  plain_text_input: shape(
    { type },
    {
      ...actionable,
      placeholder: plain(150),
      focus_on_load: flag,
      initial_value: text(0, 3_000),
      multiline: flag,
      min_length: whole(0, 3_000),
      max_length: whole(1, 3_000),
      dispatch_action_config: shape(
        {},
        { trigger_actions_on: list(word('on_enter_pressed', 'on_character_entered'), 1, 2) },
      ),
    },
  ),
  url_text_input: shape(
    { type },
    { ...actionable, placeholder: plain(150), focus_on_load: flag, initial_value: text(0, 3_000) },
  ),
  number_input: shape(
    { type, is_decimal_allowed: flag },
    {
      ...actionable,
      placeholder: plain(150),
      initial_value: text(0, 50),
      min_value: text(1, 50),
      max_value: text(1, 50),
    },
  ),
};

export const anyButton: Check = variant(() => ({ button }));
export const actionsElement: Check = variant(() => ({ ...buttons, ...selects }));
export const accessory: Check = variant(() => ({ ...buttons, ...selects, image: imageElement }));
export const inputElement: Check = variant(() => ({ ...inputs, ...selects }));
export const contextElement: Check = variant(() => ({
  image: imageElement,
  plain_text: anyText(3_000),
  mrkdwn: mrkdwn(3_000),
}));
export const contextAction: Check = variant(() => ({
  feedback_buttons: shape({ type, positive_button: feedback, negative_button: feedback }, actionable),
  icon_button: shape(
    { type, icon: word('trash'), text: plain(75) },
    {
      ...actionable,
      value: text(0, 2_000),
      confirm: confirmDialog,
      accessibility_label: text(1, 75),
      visible_to_user_ids: list(person, 0, 100),
    },
  ),
}));
