/** Writes WordPress exports, for tests and for measuring, in the shape of WXR 1.2. */
export interface ExportedItem {
  id: number
  title?: string
  content?: string
  excerpt?: string
  slug?: string
  status?: string
  type?: string
  date?: string
  modified?: string
  creator?: string
  link?: string
  guid?: string
  password?: string
  parent?: number
  attachmentUrl?: string
  commentStatus?: string
  terms?: { domain: string; nicename: string; name: string }[]
  meta?: Record<string, string>
  comments?: ExportedComment[]
}

export interface ExportedComment {
  id: number
  content: string
  author?: string
  email?: string
  parent?: number
  approved?: string
  type?: string
  date?: string
}

const cdata = (text: string) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`

export function exportedItem(item: ExportedItem): string {
  const { id, slug = `post-${id}`, date = '2020-03-04 05:06:07' } = item
  return `<item>
    <title>${cdata(item.title ?? `Post ${id}`)}</title>
    <link>${item.link ?? `https://old.example/2020/03/${slug}/`}</link>
    <pubDate>Wed, 04 Mar 2020 05:06:07 +0000</pubDate>
    <dc:creator>${cdata(item.creator ?? 'jo')}</dc:creator>
    <guid isPermaLink="false">${item.guid ?? `https://old.example/?p=${id}`}</guid>
    <description></description>
    <content:encoded>${cdata(item.content ?? 'Text.')}</content:encoded>
    <excerpt:encoded>${cdata(item.excerpt ?? '')}</excerpt:encoded>
    <wp:post_id>${id}</wp:post_id>
    <wp:post_date>${cdata(date)}</wp:post_date>
    <wp:post_date_gmt>${cdata(date)}</wp:post_date_gmt>
    <wp:post_modified_gmt>${cdata(item.modified ?? date)}</wp:post_modified_gmt>
    <wp:comment_status>${cdata(item.commentStatus ?? 'open')}</wp:comment_status>
    <wp:post_name>${cdata(slug)}</wp:post_name>
    <wp:status>${cdata(item.status ?? 'publish')}</wp:status>
    <wp:post_parent>${item.parent ?? 0}</wp:post_parent>
    <wp:menu_order>0</wp:menu_order>
    <wp:post_type>${cdata(item.type ?? 'post')}</wp:post_type>
    <wp:post_password>${cdata(item.password ?? '')}</wp:post_password>
    ${item.attachmentUrl === undefined ? '' : `<wp:attachment_url>${cdata(item.attachmentUrl)}</wp:attachment_url>`}
    ${(item.terms ?? []).map((term) => `<category domain="${term.domain}" nicename="${term.nicename}">${cdata(term.name)}</category>`).join('\n')}
    ${Object.entries(item.meta ?? {})
      .map(
        ([key, value]) =>
          `<wp:postmeta><wp:meta_key>${cdata(key)}</wp:meta_key><wp:meta_value>${cdata(value)}</wp:meta_value></wp:postmeta>`,
      )
      .join('\n')}
    ${(item.comments ?? []).map(exportedComment).join('\n')}
  </item>`
}

function exportedComment(comment: ExportedComment): string {
  const { id, author = 'Visitor', email = '', parent = 0, approved = '1', type = 'comment' } = comment
  const date = comment.date ?? '2020-03-05 06:07:08'
  return `<wp:comment>
    <wp:comment_id>${id}</wp:comment_id>
    <wp:comment_author>${cdata(author)}</wp:comment_author>
    <wp:comment_author_email>${cdata(email)}</wp:comment_author_email>
    <wp:comment_author_url></wp:comment_author_url>
    <wp:comment_author_IP>192.0.2.7</wp:comment_author_IP>
    <wp:comment_date>${cdata(date)}</wp:comment_date>
    <wp:comment_date_gmt>${cdata(date)}</wp:comment_date_gmt>
    <wp:comment_content>${cdata(comment.content)}</wp:comment_content>
    <wp:comment_approved>${cdata(approved)}</wp:comment_approved>
    <wp:comment_type>${type}</wp:comment_type>
    <wp:comment_parent>${parent}</wp:comment_parent>
    <wp:comment_user_id>0</wp:comment_user_id>
  </wp:comment>`
}

export function exportOf(items: ExportedItem[], raw = ''): string {
  return `<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file; it has no <item> here. -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
  <title>Old</title><link>https://old.example</link><language>en-GB</language>
  <wp:wxr_version>1.2</wp:wxr_version>
  <wp:base_blog_url>https://old.example</wp:base_blog_url>
  <wp:author><wp:author_id>1</wp:author_id><wp:author_login>${cdata('jo')}</wp:author_login><wp:author_email>jo@old.example</wp:author_email><wp:author_display_name>${cdata('Jo Ray &amp; Co')}</wp:author_display_name></wp:author>
  <wp:author><wp:author_id>2</wp:author_id><wp:author_login>${cdata('jo2')}</wp:author_login><wp:author_display_name>${cdata('Jo Ray &amp; Co')}</wp:author_display_name></wp:author>
  <wp:category><wp:term_id>1</wp:term_id><wp:category_nicename>world</wp:category_nicename><wp:cat_name>${cdata('World')}</wp:cat_name><wp:category_description>${cdata('All of it.')}</wp:category_description></wp:category>
  ${raw}
  ${items.map(exportedItem).join('\n')}
</channel></rss>\n`
}
