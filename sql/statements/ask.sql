-- What is offered to somebody who is asked at a terminal, and a queue that is worked through.

-- ask_me :one ()
select rungs_api.me_word() as me

-- ask_people :many (word)
select who, name, title, level, manager
from rungs_api.ask_people($1, 60)

-- ask_expectations :many (person)
select offer, code, dimension, sentence, must, state, points
from rungs_api.ask_expectations($1)

-- ask_choices :many (person)
select kind, code, meaning
from rungs_api.ask_choices($1)

-- ask_relation :one (person, observer)
select rungs_api.ask_relation($1, $2) as relation

-- evidence_queue :many (manager, by, all)
select evidence, waiting
from rungs_api.evidence_queue($1, $2, $3::text is not null, 10000)

-- evidence_state :one (number)
select rungs_api.evidence_state($1::bigint) as state

-- evidence_for_review :maybe (number)
select evidence, observed_on, recorded_on, person, title, level, code, sentence, dimension, asked_by, strength, work_type,
       observer, relation, summary, details, link, status, counts, state, last_step
from rungs_api.evidence_for_review($1::bigint)
