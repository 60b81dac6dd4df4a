export { type Explanation, explainText as explain, textKinds } from './explain-text.ts';
