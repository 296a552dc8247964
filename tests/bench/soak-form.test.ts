import { expect, test } from 'vitest'
import { formIn } from '#scripts/bench/soak/form.ts'

/* What the soak sends must be what a browser without scripts would. */

const page = `<!doctype html><h1>Give</h1>
<form action="/search"><input name="q" value="ferry"><button>Search</button></form>
<form action="" encType="multipart/form-data" method="POST">
  <input type="hidden" name="$ACTION_1:0" value="{&quot;id&quot;:&quot;7f&quot;}">
  <input type="radio" name="suggested" value="500"><input type="radio" name="suggested" value="1000" checked>
  <input type="checkbox" name="told"><input type="checkbox" name="kept" checked>
  <input name="off" value="1" disabled><input type="file" name="proof"><input type="submit" name="send" value="1">
  <select name="country"><option value="GB">Britain</option><option value="IE" selected>Ireland</option></select>
  <textarea name="text">
&lt;b&gt; &amp; so on</textarea>
  <button name="preview" value="yes">Preview</button><button> Continue to payment</button>
</form>`

test('a form sends what its fields hold, and of its buttons the one that is pressed', () => {
  expect(formIn(page, 'Continue')).toEqual({
    action: '',
    method: 'post',
    isMultipart: true,
    fields: [
      ['$ACTION_1:0', '{"id":"7f"}'],
      ['suggested', '1000'],
      ['kept', 'on'],
      ['country', 'IE'],
      ['text', '<b> & so on'],
    ],
  })
  expect(formIn(page, 'Preview').fields).toContainEqual(['preview', 'yes'])
})

test('what is typed takes the place of what was there', () => {
  const { fields } = formIn(page, 'Continue', { suggested: 'other', text: 'Mine.' })
  expect(fields.filter(([name]) => ['suggested', 'text'].includes(name))).toEqual([
    ['suggested', 'other'],
    ['text', 'Mine.'],
  ])
})

test('a form is found by its button, and asked for by GET unless it says otherwise', () => {
  expect(formIn(page, 'Search')).toEqual({
    action: '/search',
    method: 'get',
    isMultipart: false,
    fields: [['q', 'ferry']],
  })
  expect(() => formIn(page, 'Sign out')).toThrow('there is no button “Sign out” on the page “Give”')
})
