import type postgres from 'postgres'

/** Everything made up is a function of this and a number, so that two magazines of one seed agree in what they share. */
const seed = 'standfirst'

/** When the newest article was published. */
const newestAt = '2026-11-01T09:00:00Z'

/**
 * Functions that the made-up rows are written with. They live in a schema of their own, which is dropped at the end.
 * Ids are UUIDv7 in shape: they sort by age, as the product's own do.
 */
export async function createChance(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    create schema bench;
    create function bench.chance(purpose text, number bigint) returns float8 language sql immutable parallel safe as $$
      select ('x' || substr(md5('${seed} ' || purpose || ' ' || number), 1, 8))::bit(32)::bigint / 4294967296.0 $$;
    create function bench.id(kind text, number bigint, at timestamptz) returns uuid language sql immutable parallel safe as $$
      select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(hash, 1, 3) || '8' || substr(hash, 4, 15))::uuid
      from md5('${seed} ' || kind || ' ' || number) hash $$;
    create function bench.article_at(number bigint) returns timestamptz language sql immutable parallel safe as $$
      select timestamptz '${newestAt}' - (number - 1) * interval '79 minutes' $$;
    create function bench.article_id(number bigint) returns uuid language sql immutable parallel safe as $$
      select bench.id('article', number, bench.article_at(number)) $$;
    create function bench.person_at(number bigint) returns timestamptz language sql immutable parallel safe as $$
      select timestamptz '2016-12-01' + number * interval '26 minutes' $$;
    create function bench.person_id(number bigint) returns uuid language sql immutable parallel safe as $$
      select bench.id('person', number, bench.person_at(number)) $$;
    -- A name of three syllables: some 27,000 of them.
    create function bench.made_up(number bigint) returns text language sql immutable parallel safe as $$
      select initcap(
        (array['bar','cal','den','fol','gar','har','ket','lan','mor','nes','ost','pen','quil','ros','sel','tor','ul','ver','wes','yar','zel','bri','cro','dra','fre','gle','hol','jas','kin','lud'])[1 + number % 30]
        || (array['a','e','i','o','u','ber','den','fer','gan','hel','is','kom','lin','mar','nor','or','per','rin','sal','tam','ut','ven','wick','yl','zan','am','eth','il','on','ur'])[1 + number / 30 % 30]
        || (array['by','combe','don','field','ford','ham','ing','land','ley','mere','mouth','ness','ock','pool','ridge','sea','ston','thorpe','ton','wade','well','wick','wood','worth','bury','cliff','dale','gate','holt','stead'])[1 + number / 900 % 30]) $$;
  `)
}

export async function dropChance(sql: postgres.Sql): Promise<void> {
  await sql.unsafe('drop schema bench cascade')
}
