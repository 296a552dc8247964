import { hold, reject, type Phase } from '../phase.ts'
import { findWords } from '../words/find.ts'

/** Words that are banned, which reject; words that are suspect, which hold. What is only likely to be one holds. */
export const words: Phase = {
  name: 'words',
  async examine(_ctx, { text }, { bannedWords, suspectWords }) {
    return [
      ...findWords(text, bannedWords).map(({ word, likeness }) =>
        likeness === 'certain'
          ? reject(`It has the banned word “${word}”.`)
          : hold(`It may have the banned word “${word}”.`),
      ),
      ...findWords(text, suspectWords).map(({ word, likeness }) =>
        hold(`It ${likeness === 'certain' ? 'has' : 'may have'} the suspect word “${word}”.`),
      ),
    ]
  },
}
