import { consentCookie, consentDays, consentText } from '#lib/consent/model.ts'

/**
 * Asks whether Google may deliver advertising. In the page from the start and shown by public/reading/google.js where it is
 * needed: without JavaScript nothing of Google's is ever loaded, and there is nothing to ask. It lies over the foot of
 * the screen, beside the text and before it in reading order; whoever ignores it reads on.
 */
export function AdConsent() {
  return (
    <dialog
      id="ad-consent"
      aria-labelledby="ad-consent-title"
      aria-describedby="ad-consent-text"
      className="ad-consent print:hidden"
      data-cookie={consentCookie}
      data-version={consentText.version}
      data-days={consentDays}
      suppressHydrationWarning
    >
      <div className="page ad-consent-row">
        <div className="ad-consent-words">
          <h2 id="ad-consent-title">{consentText.title}</h2>
          <p id="ad-consent-text">{consentText.body}</p>
          <p
            role="alert"
            className="field-error"
            data-fault
            dangerouslySetInnerHTML={{ __html: '' }}
            suppressHydrationWarning
          />
        </div>
        <div className="ad-consent-buttons">
          <button type="button" className="button button-quiet" data-choice="refused">
            {consentText.refuse}
          </button>
          <button type="button" className="button button-quiet" data-choice="accepted">
            {consentText.accept}
          </button>
        </div>
      </div>
    </dialog>
  )
}
