export { type Explanation, explainText, explainText as explain, textKinds } from './explain-text.ts';
