-- Written by bin/schema: what the migrations cb8bc5c562bb38f9 make of an empty database.


CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);

CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);

CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);

CREATE FUNCTION public.fitting_follow() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM fitting_values_of(array_agg(id)) FROM new_rows;
  ELSIF TG_OP = 'DELETE' THEN
    DELETE FROM fitting_partvalue WHERE sheet_id IN (SELECT id FROM old_rows);
  ELSE
    DELETE FROM fitting_partvalue WHERE sheet_id IN (SELECT id FROM new_rows);
    PERFORM fitting_values_of(array_agg(id)) FROM new_rows;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.fitting_values_of(sheet_ids bigint[]) RETURNS void
    LANGUAGE sql
    AS $$
  INSERT INTO fitting_partvalue
    (sheet_id, product_id, family_id, attribute_id, position, written, key, series, low, high)
  SELECT s.id, s.product_id, s.family_id, a.key::bigint, v.position::smallint, v.value ->> 'w', v.value ->> 'k',
         v.value ->> 's', (v.value ->> 'l')::numeric, (v.value ->> 'h')::numeric
  FROM fitting_partsheet s, jsonb_each(s.values) a, jsonb_array_elements(a.value) WITH ORDINALITY v(value, position)
  WHERE s.id = ANY(sheet_ids) AND s.binned_at IS NULL
$$;

CREATE FUNCTION public.ft_company_key(t text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
DECLARE p text := public.ft_words(t);
BEGIN
  RETURN coalesce(nullif(replace(regexp_replace(p,
    ' (?:the|and|und|et|y|inc|incorporated|corp|corporation|co|company|companies|ltd|limited|llc|llp|lp|plc|pllc|pc|'
    'gmbh|mbh|ag|kg|kgaa|ohg|gbr|ug|ev|se|sa|sas|sasu|sarl|srl|sl|slu|spa|snc|sapi|cv|de cv|bv|nv|vof|ab|as|asa|aps|'
    'oy|oyj|sp z oo|zoo|kft|zrt|sro|doo|pty|pte|pvt|kk|kabushiki kaisha|ltda|eirl|eireli|group|holding|holdings)(?= )',
    '', 'g'), ' ', ''), ''), replace(p, ' ', ''));
END $$;

CREATE FUNCTION public.ft_company_sound(t text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ BEGIN RETURN public.ft_sound(public.ft_company_key(t)); END $$;

CREATE FUNCTION public.ft_domain(t text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $_$
  SELECT lower(regexp_replace(regexp_replace(btrim(t), '^([a-z]+://)?([^@/]*@)?(www\.)?', '', 'i'), '[/:?#].*$', ''))
$_$;

CREATE FUNCTION public.ft_domain_key(t text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $_$
  SELECT CASE WHEN strpos(d, '.') = 0 OR d IN (
    'gmail.com', 'googlemail.com', 'yahoo.com', 'hotmail.com', 'outlook.com', 'live.com', 'msn.com', 'aol.com',
    'icloud.com', 'me.com', 'gmx.de', 'gmx.net', 'web.de', 't-online.de', 'mail.com', 'protonmail.com', 'proton.me',
    'yandex.ru', 'mail.ru', 'qq.com', '163.com') THEN '' ELSE d END
  FROM (SELECT regexp_replace(regexp_replace(regexp_replace(lower(btrim(t)), '^[a-z]+://', ''), '[/:?#].*$', ''),
                              '^(.*@)?(www[.])?', '') d) x
$_$;

CREATE FUNCTION public.ft_fold(t text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
BEGIN
  IF octet_length(t) = length(t) THEN RETURN lower(t); END IF; -- no letter has an accent to lose
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, t));
END $$;

CREATE FUNCTION public.ft_keep_invoice() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.number <> '' AND (OLD.number, OLD.seller_id, OLD.account_id, OLD.currency)
     IS DISTINCT FROM (NEW.number, NEW.seller_id, NEW.account_id, NEW.currency) THEN
    RAISE EXCEPTION 'a number that was given out stays' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.state NOT IN ('draft', 'returned') AND
     (NEW.state = 'draft' OR NEW.binned_at IS NOT NULL OR
      (OLD.kind, OLD.issued_on, OLD.due_on, OLD.discount, OLD.net, OLD.tax, OLD.gross, OLD.content)
      IS DISTINCT FROM (NEW.kind, NEW.issued_on, NEW.due_on, NEW.discount, NEW.net, NEW.tax, NEW.gross, NEW.content))
  THEN
    RAISE EXCEPTION 'what was handed off stays' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION public.ft_keep_invoice_line() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE free text[] := ARRAY['version', 'updated_at', 'search_text', 'custom', 'holds', 'product_id'];
BEGIN
  IF (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free) AND
     EXISTS (SELECT FROM billing_invoice WHERE id = OLD.invoice_id AND state NOT IN ('draft', 'returned')) THEN
    RAISE EXCEPTION 'what was handed off stays' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION public.ft_keep_signed_part() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE free text[] := ARRAY['version', 'updated_at', 'search_text', 'custom', 'effective_from', 'effective_until',
                             'ended_by_id', 'product_id', 'department_id', 'person_id', 'continues_id', 'began_as_id'];
BEGIN
  IF OLD.effective_from IS NOT NULL AND (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free) THEN
    RAISE EXCEPTION 'what is signed stays as it was signed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION public.ft_keep_signed_terms() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.signed_on IS NOT NULL AND NEW.terms_number = OLD.terms_number AND
     (OLD.starts_on, OLD.ends_on, OLD.renews, OLD.renewal_months, OLD.renewal_limit, OLD.notice, OLD.notice_unit,
      OLD.payment_days, OLD.billing, OLD.currency)
     IS DISTINCT FROM
     (NEW.starts_on, NEW.ends_on, NEW.renews, NEW.renewal_months, NEW.renewal_limit, NEW.notice, NEW.notice_unit,
      NEW.payment_days, NEW.billing, NEW.currency) THEN
    RAISE EXCEPTION 'signed terms change by an amendment' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION public.ft_keep_version() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF (NEW.clause_id, NEW.number, NEW.text_en, NEW.text_es) IS DISTINCT FROM
     (OLD.clause_id, OLD.number, OLD.text_en, OLD.text_es) THEN
    RAISE EXCEPTION 'a version of a clause is never changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION public.ft_key(t text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
DECLARE p text;
BEGIN
  p := CASE WHEN octet_length(t) = length(t) THEN lower(t)
       ELSE lower(public.unaccent('public.unaccent'::regdictionary, normalize(t, NFKD))) END;
  RETURN coalesce(nullif(regexp_replace(p, '[^[:alnum:]]+', '', 'g'), ''), btrim(t));
END $$;

CREATE FUNCTION public.ft_person_key(t text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
DECLARE
  titles text[] := '{mr,mrs,ms,miss,mx,dr,prof,sir,herr,frau,don,dona,sra,srta,jr,sr,ii,iii,iv,phd,md,mba,esq}';
  words text[] := string_to_array(btrim(public.ft_words(t)), ' ');
BEGIN
  IF cardinality(words) = 2 AND NOT words && titles THEN -- as most names: a third of the work of the query below
    RETURN least(words[1], words[2]) || ' ' || greatest(words[1], words[2]);
  END IF;
  RETURN array_to_string(ARRAY(SELECT word FROM unnest(words) AS word WHERE word <> ALL (titles) ORDER BY word), ' ');
END $$;

CREATE FUNCTION public.ft_person_sound(t text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ BEGIN RETURN public.ft_sound(public.ft_person_key(t)); END $$;

CREATE FUNCTION public.ft_phone_key(t text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $_$
DECLARE d text := regexp_replace(regexp_replace(lower(t), '(ext|x|#).*$', ''), '[^0-9]', '', 'g');
BEGIN
  RETURN CASE WHEN length(d) < 7 THEN '' ELSE right(d, 8) END;
END $_$;

CREATE FUNCTION public.ft_reach_key(t text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
BEGIN
  RETURN CASE WHEN strpos(t, '@') = 0 THEN public.ft_phone_key(t)
              ELSE regexp_replace(lower(btrim(t)), '\+[^@]*@', '@') END;
END $$;

CREATE FUNCTION public.ft_sound(t text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
DECLARE s text := regexp_replace(translate(t, 'bfpvcgjkqsxzdtlmnraeiouhwy', 'bbbbccccccccddlmmr'), '(.)\1+', '\1', 'g');
BEGIN
  RETURN CASE WHEN length(replace(s, ' ', '')) < 3 THEN t ELSE s END;
END $$;

CREATE FUNCTION public.ft_words(t text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
DECLARE p text := CASE WHEN octet_length(t) = length(t) THEN lower(t)
                  ELSE lower(public.unaccent('public.unaccent'::regdictionary, t)) END;
BEGIN
  RETURN ' ' || btrim(regexp_replace(translate(replace(p, '&', ' and '), '.''`', ''),
                                     '[[:space:]!-/:-@[-`{-~]+', ' ', 'g')) || ' ';
END $$;

CREATE FUNCTION public.pricing_edition_stays() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF OLD.state <> 'draft' AND (NEW.state = 'draft' OR
    (NEW.number, NEW.book_id, NEW.effective_from, NEW.binned_at)
    IS DISTINCT FROM (OLD.number, OLD.book_id, OLD.effective_from, OLD.binned_at)
  ) THEN
    RAISE EXCEPTION 'edition % is published', OLD.ref USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION public.pricing_prices_stay() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE locked text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT e.ref INTO locked FROM before_rows b
      JOIN after_rows a ON a.id = b.id JOIN pricing_priceedition e ON e.id IN (a.edition_id, b.edition_id)
      WHERE e.state <> 'draft' AND (
        (a.edition_id, a.price, a.currency, a.period, a.tiers, a.tier_mode, a.note, a.binned_at) IS DISTINCT FROM
        (b.edition_id, b.price, b.currency, b.period, b.tiers, b.tier_mode, b.note, b.binned_at)
      ) LIMIT 1;
  ELSIF TG_OP = 'INSERT' THEN
    SELECT e.ref INTO locked FROM after_rows a JOIN pricing_priceedition e ON e.id = a.edition_id
      WHERE e.state <> 'draft' LIMIT 1;
  ELSE
    SELECT e.ref INTO locked FROM before_rows b JOIN pricing_priceedition e ON e.id = b.edition_id
      WHERE e.state <> 'draft' LIMIT 1;
  END IF;
  IF locked IS NOT NULL THEN
    RAISE EXCEPTION 'edition % is published', locked USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;

CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;

CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    queueing_lock text,
    priority integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);

CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;

CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;

CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;

CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;

CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;

CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;

CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;

CREATE TABLE public.accounts_account (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(240) NOT NULL,
    kind character varying(12) NOT NULL,
    status character varying(10) NOT NULL,
    industry character varying(120) NOT NULL,
    street character varying(240) NOT NULL,
    city character varying(120) NOT NULL,
    region character varying(120) NOT NULL,
    postcode character varying(20) NOT NULL,
    country character varying(60) NOT NULL,
    phone character varying(60) NOT NULL,
    website character varying(240) NOT NULL,
    currency character varying(3) NOT NULL,
    terms character varying(60) NOT NULL,
    tags character varying(60)[] NOT NULL,
    former_id character varying(80) NOT NULL,
    client_since date,
    founded_year integer,
    annual_revenue numeric(14,2),
    employee_count integer,
    coordinator_id bigint,
    owner_id bigint,
    parent_id bigint,
    team_id bigint,
    territory_id bigint,
    segment_id bigint,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    credit_limit numeric(19,4),
    CONSTRAINT accounts_account_employee_count_check CHECK ((employee_count >= 0)),
    CONSTRAINT accounts_account_founded_year_check CHECK ((founded_year >= 0)),
    CONSTRAINT accounts_account_version_check CHECK ((version >= 0))
);

ALTER TABLE public.accounts_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_accountmember (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    part character varying(60) NOT NULL,
    account_id bigint NOT NULL,
    user_id bigint NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT accounts_accountmember_version_check CHECK ((version >= 0))
);

ALTER TABLE public.accounts_accountmember ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_accountmember_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_address (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    kind character varying(8) NOT NULL,
    street character varying(240) NOT NULL,
    city character varying(120) NOT NULL,
    region character varying(120) NOT NULL,
    postcode character varying(20) NOT NULL,
    country character varying(60) NOT NULL,
    validity character varying(13) NOT NULL,
    source character varying(120) NOT NULL,
    checked_on date,
    account_id bigint,
    contact_id bigint,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT accounts_address_of_somebody CHECK (((account_id IS NOT NULL) OR (contact_id IS NOT NULL))),
    CONSTRAINT accounts_address_version_check CHECK ((version >= 0))
);

ALTER TABLE public.accounts_address ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_address_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_contact (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(200) NOT NULL,
    given_name character varying(100) NOT NULL,
    family_name character varying(100) NOT NULL,
    job_title character varying(160) NOT NULL,
    roles character varying(40)[] NOT NULL,
    email character varying(254) NOT NULL,
    phone character varying(60) NOT NULL,
    language character varying(5) NOT NULL,
    left_on date,
    former_id character varying(80) NOT NULL,
    account_id bigint,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT accounts_contact_version_check CHECK ((version >= 0))
);

ALTER TABLE public.accounts_contact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_contactpoint (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    channel character varying(6) NOT NULL,
    value character varying(254) NOT NULL,
    typed character varying(254) NOT NULL,
    label character varying(60) NOT NULL,
    is_primary boolean NOT NULL,
    validity character varying(13) NOT NULL,
    source character varying(120) NOT NULL,
    checked_on date,
    contact_id bigint NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT accounts_contactpoint_version_check CHECK ((version >= 0))
);

ALTER TABLE public.accounts_contactpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_contactpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_interaction (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    kind character varying(8) NOT NULL,
    at timestamp with time zone NOT NULL,
    is_inbound boolean NOT NULL,
    outcome character varying(12) NOT NULL,
    minutes integer,
    number character varying(60) NOT NULL,
    text text NOT NULL,
    about_kind character varying(80) NOT NULL,
    about_id bigint,
    account_id bigint,
    by_id bigint,
    contact_id bigint,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT accounts_interaction_minutes_check CHECK ((minutes >= 0)),
    CONSTRAINT accounts_interaction_version_check CHECK ((version >= 0))
);

ALTER TABLE public.accounts_interaction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_interaction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.accounts_segment (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(60) NOT NULL,
    cadence_days integer,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT accounts_segment_cadence_days_check CHECK ((cadence_days >= 0)),
    CONSTRAINT accounts_segment_version_check CHECK ((version >= 0))
);

ALTER TABLE public.accounts_segment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_segment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.actions_answer (
    id bigint NOT NULL,
    caller character varying(80) NOT NULL,
    key character varying(200) NOT NULL,
    verb character varying(80) NOT NULL,
    body_hash character varying(64) NOT NULL,
    outcome jsonb NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.actions_answer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.actions_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE UNLOGGED TABLE public.api_bucket (
    key_id bigint NOT NULL,
    tokens double precision NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.approvals_approval (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    subject_kind character varying(80) NOT NULL,
    subject_id bigint NOT NULL,
    subject_ref character varying(40) NOT NULL,
    subject_title character varying(300) NOT NULL,
    number smallint NOT NULL,
    authority character varying(40) NOT NULL,
    reasons text NOT NULL,
    inside text NOT NULL,
    parts jsonb NOT NULL,
    sha256 character varying(64) NOT NULL,
    state character varying(9) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    note text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    answered_at timestamp with time zone,
    answer_minutes integer,
    comment text NOT NULL,
    used_at timestamp with time zone,
    account_id bigint,
    answered_by_id bigint,
    approver_id bigint,
    asker_id bigint,
    delegate_id bigint,
    promise_id bigint,
    wait_id bigint,
    rule_id bigint,
    CONSTRAINT approvals_approval_answer_minutes_check CHECK ((answer_minutes >= 0)),
    CONSTRAINT approvals_approval_number_check CHECK ((number >= 0)),
    CONSTRAINT approvals_approval_version_check CHECK ((version >= 0))
);

ALTER TABLE public.approvals_approval ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.approvals_approval_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.approvals_approvalrule (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(160) NOT NULL,
    is_on boolean NOT NULL,
    subject character varying(60) NOT NULL,
    measure character varying(60) NOT NULL,
    comparison character varying(7) NOT NULL,
    "limit" numeric(14,2),
    currency character varying(3) NOT NULL,
    family character varying(120) NOT NULL,
    for_role character varying(12) NOT NULL,
    approver_role character varying(12) NOT NULL,
    own_allowed boolean NOT NULL,
    hours smallint NOT NULL,
    "order" smallint NOT NULL,
    approver_id bigint,
    delegate_id bigint,
    for_person_id bigint,
    product_id bigint,
    CONSTRAINT approvals_approvalrule_hours_check CHECK ((hours >= 0)),
    CONSTRAINT approvals_approvalrule_order_check CHECK (("order" >= 0)),
    CONSTRAINT approvals_approvalrule_version_check CHECK ((version >= 0))
);

ALTER TABLE public.approvals_approvalrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.approvals_approvalrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.arming_arming (
    id bigint NOT NULL,
    armed_at timestamp with time zone NOT NULL,
    by character varying(200) NOT NULL
);

ALTER TABLE public.arming_arming ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.arming_arming_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);

ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);

ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);

ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.billing_allocation (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    reason character varying(200) NOT NULL,
    amount numeric(19,4) NOT NULL,
    currency character varying(3) NOT NULL,
    settled_on date NOT NULL,
    credit_note_id bigint,
    invoice_id bigint NOT NULL,
    payment_id bigint,
    CONSTRAINT billing_allocation_version_check CHECK ((version >= 0)),
    CONSTRAINT billing_settled_by_one CHECK ((((credit_note_id IS NULL) AND (payment_id IS NOT NULL)) OR ((credit_note_id IS NOT NULL) AND (payment_id IS NULL)) OR ((credit_note_id IS NULL) AND (payment_id IS NULL) AND (NOT ((reason)::text = ''::text)))))
);

ALTER TABLE public.billing_allocation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.billing_allocation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.billing_billingdetails (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(240) NOT NULL,
    street character varying(240) NOT NULL,
    city character varying(120) NOT NULL,
    region character varying(120) NOT NULL,
    postcode character varying(20) NOT NULL,
    country character varying(2) NOT NULL,
    vat_id character varying(40) NOT NULL,
    email character varying(254) NOT NULL,
    buyer_reference character varying(80) NOT NULL,
    account_id bigint NOT NULL,
    tax_id bigint,
    seller_id bigint,
    CONSTRAINT billing_billingdetails_version_check CHECK ((version >= 0))
);

ALTER TABLE public.billing_billingdetails ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.billing_billingdetails_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.billing_contractbilling (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    next_on date,
    seen_version integer NOT NULL,
    contract_id bigint NOT NULL,
    CONSTRAINT billing_contractbilling_seen_version_check CHECK ((seen_version >= 0)),
    CONSTRAINT billing_contractbilling_version_check CHECK ((version >= 0))
);

ALTER TABLE public.billing_contractbilling ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.billing_contractbilling_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.billing_invoice (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    kind character varying(11) NOT NULL,
    number character varying(40) NOT NULL,
    state character varying(10) NOT NULL,
    bill_on date NOT NULL,
    issued_on date,
    due_on date,
    payment_days smallint NOT NULL,
    starts_on date,
    ends_on date,
    buyer_reference character varying(80) NOT NULL,
    po_number character varying(80) NOT NULL,
    note character varying(300) NOT NULL,
    currency character varying(3) NOT NULL,
    discount numeric(19,4) NOT NULL,
    discount_reason character varying(120) NOT NULL,
    tax_rate_used numeric(18,8),
    net numeric(19,4) NOT NULL,
    tax numeric(19,4) NOT NULL,
    gross numeric(19,4) NOT NULL,
    open_amount numeric(19,4) NOT NULL,
    handed_off_at timestamp with time zone,
    answered_at timestamp with time zone,
    times smallint NOT NULL,
    return_reason character varying(300) NOT NULL,
    booked_as character varying(60) NOT NULL,
    former_id character varying(80) NOT NULL,
    content jsonb NOT NULL,
    account_id bigint NOT NULL,
    answered_by_id bigint,
    contract_id bigint,
    credits_id bigint,
    handed_off_by_id bigint,
    seller_id bigint,
    order_id bigint,
    CONSTRAINT billing_invoice_payment_days_check CHECK ((payment_days >= 0)),
    CONSTRAINT billing_invoice_times_check CHECK ((times >= 0)),
    CONSTRAINT billing_invoice_version_check CHECK ((version >= 0)),
    CONSTRAINT billing_numbered CHECK (((NOT ((number)::text = ''::text)) OR ((state)::text = 'draft'::text)))
);

ALTER TABLE public.billing_invoice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.billing_invoice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.billing_invoiceline (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    "position" smallint NOT NULL,
    description character varying(300) NOT NULL,
    quantity numeric(14,3) NOT NULL,
    unit character varying(3) NOT NULL,
    unit_price numeric(19,4) NOT NULL,
    discount numeric(19,4) NOT NULL,
    discount_reason character varying(120) NOT NULL,
    amount numeric(19,4) NOT NULL,
    currency character varying(3) NOT NULL,
    starts_on date,
    ends_on date,
    origin_kind character varying(80) NOT NULL,
    origin_id bigint,
    origin_ref character varying(60) NOT NULL,
    origin_on date,
    part smallint NOT NULL,
    holds boolean NOT NULL,
    contract_line_id bigint,
    invoice_id bigint NOT NULL,
    product_id bigint,
    tax_rate_id bigint,
    honours_id bigint,
    CONSTRAINT billing_invoiceline_part_check CHECK ((part >= 0)),
    CONSTRAINT billing_invoiceline_position_check CHECK (("position" >= 0)),
    CONSTRAINT billing_invoiceline_version_check CHECK ((version >= 0))
);

ALTER TABLE public.billing_invoiceline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.billing_invoiceline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.billing_journal (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    invoices integer NOT NULL,
    rows integer NOT NULL,
    numbers jsonb NOT NULL,
    csv character varying(64) NOT NULL,
    xlsx character varying(64) NOT NULL,
    mapping_id bigint NOT NULL,
    CONSTRAINT billing_journal_invoices_check CHECK ((invoices >= 0)),
    CONSTRAINT billing_journal_rows_check CHECK ((rows >= 0)),
    CONSTRAINT billing_journal_version_check CHECK ((version >= 0))
);

ALTER TABLE public.billing_journal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.billing_journal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.billing_journalmapping (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(80) NOT NULL,
    columns text NOT NULL,
    accounts text NOT NULL,
    date_format character varying(20) NOT NULL,
    decimal_sign character varying(1) NOT NULL,
    separator character varying(1) NOT NULL,
    is_usual boolean NOT NULL,
    CONSTRAINT billing_journalmapping_version_check CHECK ((version >= 0))
);

ALTER TABLE public.billing_journalmapping ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.billing_journalmapping_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.billing_payment (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    paid_on date NOT NULL,
    amount numeric(19,4) NOT NULL,
    currency character varying(3) NOT NULL,
    reference character varying(200) NOT NULL,
    bank_ref character varying(80) NOT NULL,
    "left" numeric(19,4) NOT NULL,
    is_doubtful boolean NOT NULL,
    account_id bigint,
    invoice_id bigint,
    CONSTRAINT billing_paid_something CHECK ((amount > (0)::numeric)),
    CONSTRAINT billing_payment_version_check CHECK ((version >= 0))
);

ALTER TABLE public.billing_payment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.billing_payment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.billing_receivedinvoice (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(240) NOT NULL,
    form character varying(20) NOT NULL,
    number character varying(120) NOT NULL,
    is_credit boolean NOT NULL,
    seller character varying(240) NOT NULL,
    buyer character varying(240) NOT NULL,
    issued_on date,
    due_on date,
    net numeric(19,4),
    tax numeric(19,4),
    gross numeric(19,4),
    currency character varying(3) NOT NULL,
    broken jsonb NOT NULL,
    content jsonb NOT NULL,
    sha256 character varying(64) NOT NULL,
    note character varying(300) NOT NULL,
    CONSTRAINT billing_receivedinvoice_version_check CHECK ((version >= 0))
);

ALTER TABLE public.billing_receivedinvoice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.billing_receivedinvoice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.billing_seller (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(160) NOT NULL,
    vat_id character varying(40) NOT NULL,
    tax_number character varying(40) NOT NULL,
    registration character varying(80) NOT NULL,
    street character varying(240) NOT NULL,
    city character varying(120) NOT NULL,
    region character varying(120) NOT NULL,
    postcode character varying(20) NOT NULL,
    country character varying(2) NOT NULL,
    email character varying(254) NOT NULL,
    bank character varying(120) NOT NULL,
    iban character varying(40) NOT NULL,
    bic character varying(11) NOT NULL,
    tax_currency character varying(3) NOT NULL,
    invoice_pattern character varying(40) NOT NULL,
    credit_pattern character varying(40) NOT NULL,
    is_usual boolean NOT NULL,
    accountant_id bigint,
    biller_id bigint,
    CONSTRAINT billing_seller_version_check CHECK ((version >= 0))
);

ALTER TABLE public.billing_seller ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.billing_seller_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.bulk_batch (
    key uuid NOT NULL,
    actor_id bigint,
    kind character varying(80) NOT NULL,
    verb character varying(20) NOT NULL,
    typed jsonb NOT NULL,
    settled_too boolean NOT NULL,
    ids bigint[] NOT NULL,
    versions integer[] NOT NULL,
    absent character varying(40)[] NOT NULL,
    seen jsonb NOT NULL,
    skips jsonb NOT NULL,
    skipped integer NOT NULL,
    done integer NOT NULL,
    changed integer NOT NULL,
    state character varying(9) NOT NULL,
    run uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    chosen integer NOT NULL
);

CREATE TABLE public.calendar_specialday (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    day date NOT NULL,
    name character varying(120) NOT NULL,
    is_working boolean NOT NULL,
    calendar_id bigint NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT calendar_specialday_version_check CHECK ((version >= 0))
);

ALTER TABLE public.calendar_specialday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calendar_specialday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.calendar_workcalendar (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(120) NOT NULL,
    zone character varying(60) NOT NULL,
    country character varying(2) NOT NULL,
    region character varying(10) NOT NULL,
    week jsonb NOT NULL,
    team_id bigint,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT calendar_workcalendar_version_check CHECK ((version >= 0))
);

ALTER TABLE public.calendar_workcalendar ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.calendar_workcalendar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_component (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    quantity numeric(14,3) NOT NULL,
    is_optional boolean NOT NULL,
    note character varying(200) NOT NULL,
    bundle_id bigint NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT catalogue_component_version_check CHECK ((version >= 0)),
    CONSTRAINT catalogue_part_is_other CHECK ((NOT (bundle_id = product_id))),
    CONSTRAINT catalogue_part_of_some CHECK ((quantity > (0)::numeric))
);

ALTER TABLE public.catalogue_component ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_component_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_namepattern (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    family character varying(120) NOT NULL,
    pattern character varying(200) NOT NULL,
    spellings character varying(120)[] NOT NULL,
    CONSTRAINT catalogue_namepattern_version_check CHECK ((version >= 0))
);

ALTER TABLE public.catalogue_namepattern ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_namepattern_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_product (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(240) NOT NULL,
    code character varying(60) NOT NULL,
    kind character varying(9) NOT NULL,
    family character varying(120) NOT NULL,
    list_price numeric(19,4),
    cost numeric(19,4),
    currency character varying(3) NOT NULL,
    unit character varying(30) NOT NULL,
    lifecycle character varying(11) NOT NULL,
    description text NOT NULL,
    former_id character varying(80) NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    bundle_discount numeric(5,2) NOT NULL,
    bundle_price character varying(3) NOT NULL,
    included_quantity numeric(14,3),
    last_orders_until date,
    other_names text NOT NULL,
    period character varying(7) NOT NULL,
    refreshes character varying(9) NOT NULL,
    successor_id bigint,
    term_months smallint,
    CONSTRAINT catalogue_product_term_months_check CHECK ((term_months >= 0)),
    CONSTRAINT catalogue_product_version_check CHECK ((version >= 0))
);

ALTER TABLE public.catalogue_product ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_product_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.catalogue_productversion (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(60) NOT NULL,
    released_on date,
    retired_on date,
    changes character varying(300) NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT catalogue_productversion_version_check CHECK ((version >= 0))
);

ALTER TABLE public.catalogue_productversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.catalogue_productversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.collateral_edition (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    number integer NOT NULL,
    language character varying(2) NOT NULL,
    sha256 character varying(64) NOT NULL,
    pages integer NOT NULL,
    published_at timestamp with time zone NOT NULL,
    what_changed character varying(300) NOT NULL,
    document_id bigint NOT NULL,
    filed_as_id bigint NOT NULL,
    item_id bigint NOT NULL,
    CONSTRAINT collateral_edition_number_check CHECK ((number >= 0)),
    CONSTRAINT collateral_edition_pages_check CHECK ((pages >= 0)),
    CONSTRAINT collateral_edition_version_check CHECK ((version >= 0))
);

ALTER TABLE public.collateral_edition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collateral_edition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.collateral_item (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(200) NOT NULL,
    kind character varying(10) NOT NULL,
    edition integer NOT NULL,
    state character varying(7) NOT NULL,
    about text NOT NULL,
    owner_id bigint,
    family character varying(120) NOT NULL,
    fetched integer NOT NULL,
    product_id bigint,
    CONSTRAINT collateral_item_edition_check CHECK ((edition >= 0)),
    CONSTRAINT collateral_item_fetched_check CHECK ((fetched >= 0)),
    CONSTRAINT collateral_item_version_check CHECK ((version >= 0))
);

ALTER TABLE public.collateral_item ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collateral_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.collateral_pack (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(120) NOT NULL,
    family character varying(120) NOT NULL,
    segment_id bigint,
    CONSTRAINT collateral_pack_version_check CHECK ((version >= 0))
);

ALTER TABLE public.collateral_pack ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collateral_pack_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.collateral_packitem (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    "position" smallint NOT NULL,
    item_id bigint NOT NULL,
    pack_id bigint NOT NULL,
    CONSTRAINT collateral_packitem_position_check CHECK (("position" >= 0)),
    CONSTRAINT collateral_packitem_version_check CHECK ((version >= 0))
);

ALTER TABLE public.collateral_packitem ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.collateral_packitem_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_amendment (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    number smallint NOT NULL,
    name character varying(240) NOT NULL,
    reason character varying(300) NOT NULL,
    effective_on date NOT NULL,
    state character varying(9) NOT NULL,
    signed_on date,
    signed_by character varying(300) NOT NULL,
    contract_id bigint NOT NULL,
    sent_version_id bigint,
    CONSTRAINT contracts_amendment_number_check CHECK ((number >= 0)),
    CONSTRAINT contracts_amendment_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_amendment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_amendment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_benefitcall (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    quantity integer NOT NULL,
    wanted_on date NOT NULL,
    note character varying(300) NOT NULL,
    entitlement_id bigint NOT NULL,
    CONSTRAINT contracts_benefitcall_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT contracts_benefitcall_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_benefitcall ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_benefitcall_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_clause (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(160) NOT NULL,
    name_es character varying(160) NOT NULL,
    is_mandatory boolean NOT NULL,
    needs_approval boolean NOT NULL,
    text_en text NOT NULL,
    text_es text NOT NULL,
    number integer NOT NULL,
    alternative_to_id bigint,
    CONSTRAINT contracts_clause_number_check CHECK ((number >= 0)),
    CONSTRAINT contracts_clause_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_clause ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_clause_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_clauseversion (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    number integer NOT NULL,
    text_en text NOT NULL,
    text_es text NOT NULL,
    at timestamp with time zone NOT NULL,
    by_id bigint,
    clause_id bigint NOT NULL,
    CONSTRAINT contracts_clauseversion_number_check CHECK ((number >= 0)),
    CONSTRAINT contracts_clauseversion_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_clauseversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_clauseversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_commitment (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    effective_from date,
    effective_until date,
    name character varying(200) NOT NULL,
    unit character varying(40) NOT NULL,
    minimum numeric(16,3),
    maximum numeric(16,3),
    period character varying(7) NOT NULL,
    rolls_over boolean NOT NULL,
    amendment_id bigint,
    ended_by_id bigint,
    replaces_id bigint,
    contract_id bigint NOT NULL,
    continues_id bigint,
    CONSTRAINT contract_commitment_in_order CHECK (((minimum IS NULL) OR (maximum IS NULL) OR (minimum <= maximum))),
    CONSTRAINT contracts_commitment_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_commitment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_commitment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_contract (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(240) NOT NULL,
    language character varying(2) NOT NULL,
    currency character varying(3) NOT NULL,
    state character varying(11) NOT NULL,
    state_since timestamp with time zone NOT NULL,
    starts_on date,
    ends_on date,
    term_months smallint,
    renews boolean NOT NULL,
    renewal_months smallint NOT NULL,
    renewal_limit smallint,
    notice smallint NOT NULL,
    notice_unit character varying(12) NOT NULL,
    payment_days smallint NOT NULL,
    billing character varying(16) NOT NULL,
    needs_po boolean NOT NULL,
    po_number character varying(80) NOT NULL,
    terms_number integer NOT NULL,
    signed_on date,
    signed_by character varying(300) NOT NULL,
    notice_given_on date,
    notice_from character varying(4) NOT NULL,
    terminated_on date,
    end_reason character varying(300) NOT NULL,
    term_ends_on date,
    notice_by date,
    last_day date,
    with_party character varying(8) NOT NULL,
    held_since timestamp with time zone,
    former_id character varying(80) NOT NULL,
    account_id bigint NOT NULL,
    contact_id bigint,
    opportunity_id bigint,
    our_signer_id bigint,
    owner_id bigint,
    quote_version_id bigint,
    team_id bigint,
    template_id bigint,
    sent_version_id bigint,
    promised_until date,
    superseded_from date,
    CONSTRAINT contract_ends_after_start CHECK (((ends_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT contracts_contract_notice_check CHECK ((notice >= 0)),
    CONSTRAINT contracts_contract_payment_days_check CHECK ((payment_days >= 0)),
    CONSTRAINT contracts_contract_renewal_limit_check CHECK ((renewal_limit >= 0)),
    CONSTRAINT contracts_contract_renewal_months_check CHECK ((renewal_months >= 0)),
    CONSTRAINT contracts_contract_term_months_check CHECK ((term_months >= 0)),
    CONSTRAINT contracts_contract_terms_number_check CHECK ((terms_number >= 0)),
    CONSTRAINT contracts_contract_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_contract ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_contract_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_contractclause (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    "position" smallint NOT NULL,
    heading character varying(160) NOT NULL,
    text text NOT NULL,
    clause_id bigint,
    clause_version_id bigint,
    contract_id bigint NOT NULL,
    CONSTRAINT contracts_contractclause_position_check CHECK (("position" >= 0)),
    CONSTRAINT contracts_contractclause_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_contractclause ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_contractclause_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_contractdiscount (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    effective_from date,
    effective_until date,
    name character varying(200) NOT NULL,
    percent numeric(5,2) NOT NULL,
    until date,
    amendment_id bigint,
    contract_id bigint NOT NULL,
    department_id bigint,
    ended_by_id bigint,
    replaces_id bigint,
    CONSTRAINT contracts_contractdiscount_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_contractdiscount ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_contractdiscount_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_contractline (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    effective_from date,
    effective_until date,
    description character varying(300) NOT NULL,
    quantity numeric(14,3) NOT NULL,
    unit_price numeric(19,4),
    discount numeric(5,2) NOT NULL,
    charged character varying(9) NOT NULL,
    starts_on date,
    ends_on date,
    tiers jsonb NOT NULL,
    amount numeric(19,4),
    currency character varying(3) NOT NULL,
    amendment_id bigint,
    contract_id bigint NOT NULL,
    ended_by_id bigint,
    product_id bigint,
    replaces_id bigint,
    billed_when character varying(8) NOT NULL,
    continues_id bigint,
    began_as_id bigint,
    CONSTRAINT contracts_contractline_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_contractline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_contractline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_contracttemplate (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(160) NOT NULL,
    language character varying(2) NOT NULL,
    is_default boolean NOT NULL,
    term_months smallint,
    renews boolean NOT NULL,
    renewal_months smallint NOT NULL,
    notice smallint NOT NULL,
    notice_unit character varying(12) NOT NULL,
    payment_days smallint NOT NULL,
    most_payment_days smallint NOT NULL,
    most_term_months smallint NOT NULL,
    most_discount numeric(5,2) NOT NULL,
    CONSTRAINT contracts_contracttemplate_most_payment_days_check CHECK ((most_payment_days >= 0)),
    CONSTRAINT contracts_contracttemplate_most_term_months_check CHECK ((most_term_months >= 0)),
    CONSTRAINT contracts_contracttemplate_notice_check CHECK ((notice >= 0)),
    CONSTRAINT contracts_contracttemplate_payment_days_check CHECK ((payment_days >= 0)),
    CONSTRAINT contracts_contracttemplate_renewal_months_check CHECK ((renewal_months >= 0)),
    CONSTRAINT contracts_contracttemplate_term_months_check CHECK ((term_months >= 0)),
    CONSTRAINT contracts_contracttemplate_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_contracttemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_contracttemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_entitlement (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    effective_from date,
    effective_until date,
    name character varying(300) NOT NULL,
    quantity integer NOT NULL,
    first_on date,
    recurrence character varying(200) NOT NULL,
    lead_days smallint NOT NULL,
    value numeric(19,4),
    currency character varying(3) NOT NULL,
    proof character varying(200) NOT NULL,
    amendment_id bigint,
    contract_id bigint NOT NULL,
    department_id bigint,
    ended_by_id bigint,
    person_id bigint,
    replaces_id bigint,
    flight_days smallint NOT NULL,
    kind character varying(11) NOT NULL,
    needs character varying(200) NOT NULL,
    needs_days smallint NOT NULL,
    place character varying(200) NOT NULL,
    until date,
    window_days smallint NOT NULL,
    line_id bigint,
    stands_as character varying(10) NOT NULL,
    CONSTRAINT contracts_entitlement_flight_days_check CHECK ((flight_days >= 0)),
    CONSTRAINT contracts_entitlement_lead_days_check CHECK ((lead_days >= 0)),
    CONSTRAINT contracts_entitlement_needs_days_check CHECK ((needs_days >= 0)),
    CONSTRAINT contracts_entitlement_quantity_check CHECK ((quantity >= 0)),
    CONSTRAINT contracts_entitlement_version_check CHECK ((version >= 0)),
    CONSTRAINT contracts_entitlement_window_days_check CHECK ((window_days >= 0))
);

ALTER TABLE public.contracts_entitlement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_entitlement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_holding (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    party character varying(8) NOT NULL,
    step character varying(11) NOT NULL,
    since timestamp with time zone NOT NULL,
    why character varying(300) NOT NULL,
    contact_id bigint,
    contract_id bigint NOT NULL,
    person_id bigint,
    CONSTRAINT contracts_holding_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_holding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_holding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_negotiationround (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    number smallint NOT NULL,
    side character varying(6) NOT NULL,
    at timestamp with time zone NOT NULL,
    note text NOT NULL,
    contact_id bigint,
    contract_id bigint NOT NULL,
    person_id bigint,
    paper_id bigint,
    CONSTRAINT contracts_negotiationround_number_check CHECK ((number >= 0)),
    CONSTRAINT contracts_negotiationround_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_negotiationround ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_negotiationround_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_openpoint (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(300) NOT NULL,
    asked character varying(300) NOT NULL,
    offered character varying(300) NOT NULL,
    state character varying(7) NOT NULL,
    outcome character varying(300) NOT NULL,
    contract_id bigint NOT NULL,
    owner_id bigint,
    CONSTRAINT contracts_openpoint_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_openpoint ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_openpoint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_servicepackage (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    effective_from date,
    effective_until date,
    name character varying(160) NOT NULL,
    includes text NOT NULL,
    amendment_id bigint,
    contract_id bigint NOT NULL,
    ended_by_id bigint,
    product_id bigint,
    replaces_id bigint,
    CONSTRAINT contracts_servicepackage_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_servicepackage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_servicepackage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_templateclause (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    "position" smallint NOT NULL,
    clause_id bigint NOT NULL,
    template_id bigint NOT NULL,
    CONSTRAINT contracts_templateclause_position_check CHECK (("position" >= 0)),
    CONSTRAINT contracts_templateclause_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_templateclause ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_templateclause_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.contracts_termchange (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    term character varying(20) NOT NULL,
    before character varying(120) NOT NULL,
    after character varying(120) NOT NULL,
    amendment_id bigint NOT NULL,
    CONSTRAINT contracts_termchange_version_check CHECK ((version >= 0))
);

ALTER TABLE public.contracts_termchange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.contracts_termchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.custom_customfield (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    record_type character varying(80) NOT NULL,
    key character varying(40) NOT NULL,
    label character varying(80) NOT NULL,
    label_es character varying(80) NOT NULL,
    kind character varying(8) NOT NULL,
    decimals smallint NOT NULL,
    currency character varying(3) NOT NULL,
    link_to character varying(80) NOT NULL,
    is_required boolean NOT NULL,
    in_list boolean NOT NULL,
    help character varying(200) NOT NULL,
    "position" smallint NOT NULL,
    readers character varying(12)[] NOT NULL,
    writers character varying(12)[] NOT NULL,
    before_field character varying(60) NOT NULL,
    before_values character varying(80)[] NOT NULL,
    CONSTRAINT custom_customfield_decimals_check CHECK ((decimals >= 0)),
    CONSTRAINT custom_customfield_position_check CHECK (("position" >= 0)),
    CONSTRAINT custom_customfield_version_check CHECK ((version >= 0))
);

ALTER TABLE public.custom_customfield ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.custom_customfield_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.custom_customoption (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    key character varying(40) NOT NULL,
    label character varying(80) NOT NULL,
    label_es character varying(80) NOT NULL,
    "position" smallint NOT NULL,
    field_id bigint NOT NULL,
    CONSTRAINT custom_customoption_position_check CHECK (("position" >= 0)),
    CONSTRAINT custom_customoption_version_check CHECK ((version >= 0))
);

ALTER TABLE public.custom_customoption ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.custom_customoption_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.deliveries_caughterror (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    what character varying(300) NOT NULL,
    saved character varying(300) NOT NULL,
    record_kind character varying(80) NOT NULL,
    record_id bigint NOT NULL,
    record_ref character varying(40) NOT NULL,
    by_id bigint NOT NULL,
    CONSTRAINT deliveries_caughterror_version_check CHECK ((version >= 0))
);

ALTER TABLE public.deliveries_caughterror ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.deliveries_caughterror_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.deliveries_departmentsetting (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    per_day smallint,
    digest character varying(16) NOT NULL,
    language character varying(5) NOT NULL,
    department_id bigint NOT NULL,
    CONSTRAINT deliveries_departmentsetting_per_day_check CHECK ((per_day >= 0)),
    CONSTRAINT deliveries_departmentsetting_version_check CHECK ((version >= 0))
);

ALTER TABLE public.deliveries_departmentsetting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.deliveries_departmentsetting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.deliveries_makegood (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    what character varying(300) NOT NULL,
    amount numeric(14,2) NOT NULL,
    currency character varying(3) NOT NULL,
    account_id bigint,
    made_id bigint NOT NULL,
    promise_id bigint NOT NULL,
    CONSTRAINT deliveries_makegood_version_check CHECK ((version >= 0))
);

ALTER TABLE public.deliveries_makegood ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.deliveries_makegood_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.deliveries_satisfaction (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    zone character varying(60) NOT NULL,
    on_time character varying(3) NOT NULL,
    as_expected character varying(6) NOT NULL,
    words text NOT NULL,
    answered_at timestamp with time zone,
    account_id bigint,
    contact_id bigint,
    department_id bigint,
    promise_id bigint NOT NULL,
    CONSTRAINT deliveries_satisfaction_version_check CHECK ((version >= 0))
);

ALTER TABLE public.deliveries_satisfaction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.deliveries_satisfaction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);

ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);

ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL
);

CREATE TABLE public.documents_document (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(240) NOT NULL,
    kind character varying(60) NOT NULL,
    about_kind character varying(80) NOT NULL,
    about_id bigint,
    about_ref character varying(40) NOT NULL,
    state character varying(9) NOT NULL,
    number integer NOT NULL,
    is_private boolean NOT NULL,
    account_id bigint,
    author_id bigint,
    keep_until date,
    CONSTRAINT documents_document_number_check CHECK ((number >= 0)),
    CONSTRAINT documents_document_version_check CHECK ((version >= 0))
);

ALTER TABLE public.documents_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.documents_documentversion (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    number integer NOT NULL,
    name character varying(255) NOT NULL,
    media_type character varying(120) NOT NULL,
    sha256 character varying(64) NOT NULL,
    size bigint NOT NULL,
    edition character varying(60) NOT NULL,
    language character varying(5) NOT NULL,
    author_id bigint,
    document_id bigint NOT NULL,
    CONSTRAINT documents_documentversion_number_check CHECK ((number >= 0)),
    CONSTRAINT documents_documentversion_version_check CHECK ((version >= 0))
);

ALTER TABLE public.documents_documentversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_documentversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.documents_retentionrule (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    kind character varying(60) NOT NULL,
    years smallint NOT NULL,
    from_year_end boolean NOT NULL,
    CONSTRAINT documents_retentionrule_version_check CHECK ((version >= 0)),
    CONSTRAINT documents_retentionrule_years_check CHECK ((years >= 0))
);

ALTER TABLE public.documents_retentionrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.documents_retentionrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.doubles_merge (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    kind character varying(80) NOT NULL,
    record_id bigint NOT NULL,
    record_ref character varying(40) NOT NULL,
    gone_id bigint NOT NULL,
    gone_ref character varying(40) NOT NULL,
    gone_title character varying(300) NOT NULL,
    run uuid NOT NULL,
    first_entry bigint NOT NULL,
    last_entry bigint NOT NULL,
    others jsonb NOT NULL,
    by_name character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    taken_back_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT doubles_merge_version_check CHECK ((version >= 0))
);

ALTER TABLE public.doubles_merge ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.doubles_merge_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.doubles_scan (
    id bigint NOT NULL,
    kind character varying(80) NOT NULL,
    at timestamp with time zone NOT NULL,
    records integer NOT NULL,
    found integer NOT NULL,
    seconds double precision NOT NULL,
    CONSTRAINT doubles_scan_found_check CHECK ((found >= 0)),
    CONSTRAINT doubles_scan_records_check CHECK ((records >= 0))
);

ALTER TABLE public.doubles_scan ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.doubles_scan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.doubles_suspicion (
    id bigint NOT NULL,
    kind character varying(80) NOT NULL,
    first_id bigint NOT NULL,
    second_id bigint NOT NULL,
    score smallint NOT NULL,
    reasons jsonb NOT NULL,
    CONSTRAINT doubles_suspicion_score_check CHECK ((score >= 0))
);

ALTER TABLE public.doubles_suspicion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.doubles_suspicion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.doubles_toldapart (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    kind character varying(80) NOT NULL,
    first_id bigint NOT NULL,
    second_id bigint NOT NULL,
    first_ref character varying(40) NOT NULL,
    second_ref character varying(40) NOT NULL,
    by_name character varying(200) NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT doubles_toldapart_version_check CHECK ((version >= 0))
);

ALTER TABLE public.doubles_toldapart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.doubles_toldapart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.downloads_download (
    key uuid NOT NULL,
    actor_id bigint NOT NULL,
    kind character varying(80) NOT NULL,
    asked jsonb NOT NULL,
    sort character varying(200) NOT NULL,
    columns jsonb NOT NULL,
    name character varying(200) NOT NULL,
    state character varying(8) NOT NULL,
    is_stopped boolean NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL,
    size bigint NOT NULL,
    sight text NOT NULL,
    said text NOT NULL,
    at timestamp with time zone NOT NULL,
    form character varying(4) NOT NULL
);

CREATE TABLE public.escalation_escalation (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    due timestamp with time zone NOT NULL,
    rule_name character varying(160) NOT NULL,
    does character varying(9) NOT NULL,
    is_over boolean NOT NULL,
    promise_id bigint NOT NULL,
    to_id bigint,
    step_id bigint,
    CONSTRAINT escalation_escalation_version_check CHECK ((version >= 0))
);

ALTER TABLE public.escalation_escalation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.escalation_escalation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.escalation_escalationrule (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(160) NOT NULL,
    is_on boolean NOT NULL,
    direction character varying(7) NOT NULL,
    kind character varying(60) NOT NULL,
    department_id bigint,
    segment_id bigint,
    CONSTRAINT escalation_escalationrule_version_check CHECK ((version >= 0))
);

ALTER TABLE public.escalation_escalationrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.escalation_escalationrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.escalation_escalationstep (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    side character varying(6) NOT NULL,
    days smallint NOT NULL,
    does character varying(9) NOT NULL,
    person_id bigint,
    rule_id bigint NOT NULL,
    CONSTRAINT escalation_escalationstep_days_check CHECK ((days >= 0)),
    CONSTRAINT escalation_escalationstep_version_check CHECK ((version >= 0))
);

ALTER TABLE public.escalation_escalationstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.escalation_escalationstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_alias (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    kind character varying(80) NOT NULL,
    text character varying(240) NOT NULL,
    key character varying(240) NOT NULL,
    target_id bigint NOT NULL,
    target_text character varying(300) NOT NULL,
    author_id bigint,
    CONSTRAINT exchange_alias_version_check CHECK ((version >= 0))
);

ALTER TABLE public.exchange_alias ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_alias_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_import (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(255) NOT NULL,
    "into" character varying(80) NOT NULL,
    sha256 character varying(64) NOT NULL,
    size bigint NOT NULL,
    state character varying(8) NOT NULL,
    options jsonb NOT NULL,
    mapping jsonb NOT NULL,
    counts jsonb NOT NULL,
    problem text NOT NULL,
    applied_at timestamp with time zone,
    author_id bigint,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    choices jsonb NOT NULL,
    shared_with bigint[] NOT NULL,
    CONSTRAINT exchange_import_version_check CHECK ((version >= 0))
);

ALTER TABLE public.exchange_import ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_import_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_matched (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    team_id bigint,
    "into" character varying(80) NOT NULL,
    heads_hash character varying(64) NOT NULL,
    mapping jsonb NOT NULL,
    options jsonb NOT NULL,
    used_at timestamp with time zone NOT NULL
);

ALTER TABLE public.exchange_matched ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_matched_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.exchange_progress (
    upload_id bigint NOT NULL,
    step character varying(8) NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL,
    written bigint NOT NULL,
    is_cancelled boolean NOT NULL,
    checked_for bigint,
    headers jsonb NOT NULL,
    counts jsonb NOT NULL,
    named jsonb NOT NULL,
    run uuid NOT NULL,
    moved_at timestamp with time zone NOT NULL
);

CREATE TABLE public.exchange_stagedrow (
    id bigint NOT NULL,
    number bigint NOT NULL,
    verdict character varying(8) NOT NULL,
    cells jsonb NOT NULL,
    "values" jsonb NOT NULL,
    record_id bigint,
    changes jsonb,
    problems jsonb,
    asks jsonb,
    identity bigint,
    identity_column smallint NOT NULL,
    upload_id bigint NOT NULL
);

ALTER TABLE public.exchange_stagedrow ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.exchange_stagedrow_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.facts_announcement (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    body jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    correlation character varying(64) NOT NULL,
    run uuid
);

ALTER TABLE public.facts_announcement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.facts_announcement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.facts_delivery (
    id bigint NOT NULL,
    listener character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    announcement_id bigint NOT NULL
);

ALTER TABLE public.facts_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.facts_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.fitting_attribute (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(80) NOT NULL,
    measure character varying(11) NOT NULL,
    unit character varying(10) NOT NULL,
    choices character varying(120)[] NOT NULL,
    takes_several boolean NOT NULL,
    better character varying(6) NOT NULL,
    tells_apart boolean NOT NULL,
    aliases character varying(80)[] NOT NULL,
    other_end_of_id bigint,
    name_es character varying(80) NOT NULL,
    CONSTRAINT fitting_attribute_version_check CHECK ((version >= 0))
);

ALTER TABLE public.fitting_attribute ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fitting_attribute_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.fitting_crossreference (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    maker character varying(120) NOT NULL,
    number character varying(120) NOT NULL,
    likeness character varying(8) NOT NULL,
    note character varying(300) NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT fitting_crossreference_version_check CHECK ((version >= 0))
);

ALTER TABLE public.fitting_crossreference ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fitting_crossreference_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.fitting_familyattribute (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    "position" smallint NOT NULL,
    is_needed boolean NOT NULL,
    "between" character varying(60) NOT NULL,
    low numeric(24,9),
    high numeric(24,9),
    attribute_id bigint NOT NULL,
    family_id bigint NOT NULL,
    CONSTRAINT fitting_familyattribute_position_check CHECK (("position" >= 0)),
    CONSTRAINT fitting_familyattribute_version_check CHECK ((version >= 0))
);

ALTER TABLE public.fitting_familyattribute ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fitting_familyattribute_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.fitting_fitcondition (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    relation character varying(8) NOT NULL,
    "values" character varying(120)[] NOT NULL,
    mate_values character varying(120)[] NOT NULL,
    attribute_id bigint NOT NULL,
    mate_attribute_id bigint,
    rule_id bigint NOT NULL,
    CONSTRAINT fitting_fitcondition_version_check CHECK ((version >= 0))
);

ALTER TABLE public.fitting_fitcondition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fitting_fitcondition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.fitting_fitrule (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(160) NOT NULL,
    is_on boolean NOT NULL,
    family_id bigint NOT NULL,
    mate_id bigint NOT NULL,
    CONSTRAINT fitting_fitrule_version_check CHECK ((version >= 0))
);

ALTER TABLE public.fitting_fitrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fitting_fitrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.fitting_partfamily (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(120) NOT NULL,
    name_es character varying(120) NOT NULL,
    CONSTRAINT fitting_partfamily_version_check CHECK ((version >= 0))
);

ALTER TABLE public.fitting_partfamily ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fitting_partfamily_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.fitting_partsheet (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    "values" jsonb NOT NULL,
    problems jsonb NOT NULL,
    "row" integer,
    designation character varying(400) NOT NULL,
    family_id bigint NOT NULL,
    product_id bigint NOT NULL,
    table_id bigint,
    CONSTRAINT fitting_partsheet_row_check CHECK (("row" >= 0)),
    CONSTRAINT fitting_partsheet_version_check CHECK ((version >= 0))
);

ALTER TABLE public.fitting_partsheet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fitting_partsheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.fitting_parttable (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(255) NOT NULL,
    sha256 character varying(64) NOT NULL,
    family character varying(120) NOT NULL,
    columns jsonb NOT NULL,
    same jsonb NOT NULL,
    options jsonb NOT NULL,
    state character varying(5) NOT NULL,
    rows integer NOT NULL,
    parts integer NOT NULL,
    findings integer NOT NULL,
    CONSTRAINT fitting_parttable_findings_check CHECK ((findings >= 0)),
    CONSTRAINT fitting_parttable_parts_check CHECK ((parts >= 0)),
    CONSTRAINT fitting_parttable_rows_check CHECK ((rows >= 0)),
    CONSTRAINT fitting_parttable_version_check CHECK ((version >= 0))
);

ALTER TABLE public.fitting_parttable ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.fitting_parttable_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.fitting_partvalue (
    sheet_id bigint NOT NULL,
    product_id bigint NOT NULL,
    family_id bigint NOT NULL,
    attribute_id bigint NOT NULL,
    "position" smallint NOT NULL,
    written character varying(200) NOT NULL,
    key character varying(200) NOT NULL,
    series character varying(20) NOT NULL,
    low numeric(24,9),
    high numeric(24,9)
);

CREATE TABLE public.history_deed (
    id bigint NOT NULL,
    run uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id bigint,
    actor_name character varying(200) NOT NULL,
    verb character varying(80) NOT NULL,
    surface character varying(20) NOT NULL,
    kind character varying(80) NOT NULL,
    record_id bigint NOT NULL,
    records integer NOT NULL,
    root uuid,
    takes_back boolean NOT NULL,
    cause uuid
);

ALTER TABLE public.history_deed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.history_deed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.history_entry (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind character varying(80) NOT NULL,
    record_id bigint NOT NULL,
    parent_kind character varying(80),
    parent_id bigint,
    operation character varying(8) NOT NULL,
    version integer NOT NULL,
    before jsonb,
    after jsonb,
    actor_id bigint,
    actor_name character varying(200) NOT NULL,
    verb character varying(80) NOT NULL,
    surface character varying(20) NOT NULL,
    correlation character varying(64) NOT NULL,
    run uuid NOT NULL
);

ALTER TABLE public.history_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.history_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.jobs_failure (
    job_id bigint NOT NULL,
    text character varying(500) NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.links_guestlink (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(160) NOT NULL,
    email character varying(254) NOT NULL,
    kind character varying(80) NOT NULL,
    record_id bigint NOT NULL,
    record_ref character varying(40) NOT NULL,
    verbs character varying(60)[] NOT NULL,
    note text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    token_hash character varying(64) NOT NULL,
    uses integer NOT NULL,
    last_used_at timestamp with time zone,
    author_id bigint,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    last_seen_at timestamp with time zone,
    seen_at timestamp with time zone,
    CONSTRAINT links_guestlink_uses_check CHECK ((uses >= 0)),
    CONSTRAINT links_guestlink_version_check CHECK ((version >= 0))
);

ALTER TABLE public.links_guestlink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.links_guestlink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.links_knock (
    address character varying(64) NOT NULL,
    tokens double precision NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.links_linkcode (
    id bigint NOT NULL,
    code_hash character varying(64) NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    tries smallint NOT NULL,
    confirmed_at timestamp with time zone,
    proof_hash character varying(64) NOT NULL,
    link_id bigint NOT NULL,
    CONSTRAINT links_linkcode_tries_check CHECK ((tries >= 0))
);

ALTER TABLE public.links_linkcode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.links_linkcode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.mail_mail (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    kind character varying(80) NOT NULL,
    record_id bigint,
    record_ref character varying(40) NOT NULL,
    state character varying(10) NOT NULL,
    at timestamp with time zone NOT NULL,
    sender character varying(400) NOT NULL,
    reply_to character varying(400) NOT NULL,
    "to" character varying(400)[] NOT NULL,
    cc character varying(400)[] NOT NULL,
    subject character varying(400) NOT NULL,
    text text NOT NULL,
    quoted text NOT NULL,
    html text NOT NULL,
    enclosed jsonb NOT NULL,
    language character varying(5) NOT NULL,
    message_id character varying(400) NOT NULL,
    thread character varying(400)[] NOT NULL,
    hold_until timestamp with time zone,
    next_try_at timestamp with time zone,
    tries smallint NOT NULL,
    accepted character varying(400)[] NOT NULL,
    refused jsonb NOT NULL,
    problem text NOT NULL,
    sent_at timestamp with time zone,
    once character varying(200) NOT NULL,
    answers_id bigint,
    author_id bigint,
    CONSTRAINT mail_mail_tries_check CHECK ((tries >= 0)),
    CONSTRAINT mail_mail_version_check CHECK ((version >= 0))
);

ALTER TABLE public.mail_mail ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mail_mail_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.mail_mailserver (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    host character varying(200) NOT NULL,
    port integer NOT NULL,
    security character varying(8) NOT NULL,
    "user" character varying(200) NOT NULL,
    password text NOT NULL,
    sender_name character varying(160) NOT NULL,
    sender_address character varying(254) NOT NULL,
    CONSTRAINT mail_mailserver_port_check CHECK ((port >= 0)),
    CONSTRAINT mail_mailserver_version_check CHECK ((version >= 0))
);

ALTER TABLE public.mail_mailserver ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mail_mailserver_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.mail_mailtemplate (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    key character varying(80) NOT NULL,
    language character varying(5) NOT NULL,
    subject character varying(300) NOT NULL,
    text text NOT NULL,
    CONSTRAINT mail_mailtemplate_version_check CHECK ((version >= 0))
);

ALTER TABLE public.mail_mailtemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mail_mailtemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notes_attachment (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    kind character varying(80) NOT NULL,
    record_id bigint NOT NULL,
    name character varying(255) NOT NULL,
    size bigint NOT NULL,
    media_type character varying(120) NOT NULL,
    sha256 character varying(64) NOT NULL,
    author_id bigint,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT notes_attachment_version_check CHECK ((version >= 0))
);

ALTER TABLE public.notes_attachment ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notes_attachment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notes_note (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    kind character varying(80) NOT NULL,
    record_id bigint NOT NULL,
    text text NOT NULL,
    is_private boolean NOT NULL,
    author_id bigint,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT notes_note_version_check CHECK ((version >= 0))
);

ALTER TABLE public.notes_note ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notes_note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.notify_notice (
    id bigint NOT NULL,
    text character varying(400) NOT NULL,
    url character varying(400) NOT NULL,
    at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    once character varying(120) NOT NULL,
    user_id bigint NOT NULL,
    mailed_at timestamp with time zone
);

ALTER TABLE public.notify_notice ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.notify_notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.numbering_counter (
    id bigint NOT NULL,
    kind character varying(80) NOT NULL,
    year smallint NOT NULL,
    last bigint NOT NULL,
    CONSTRAINT numbering_counter_last_check CHECK ((last >= 0)),
    CONSTRAINT numbering_counter_year_check CHECK ((year >= 0))
);

ALTER TABLE public.numbering_counter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.numbering_counter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.numbering_formernumber (
    id bigint NOT NULL,
    kind character varying(80) NOT NULL,
    ref character varying(40) NOT NULL,
    former_id bigint NOT NULL,
    record_id bigint NOT NULL
);

ALTER TABLE public.numbering_formernumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.numbering_formernumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_checkliststep (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(200) NOT NULL,
    doer character varying(11) NOT NULL,
    days_before smallint NOT NULL,
    department_id bigint,
    template_id bigint NOT NULL,
    CONSTRAINT orders_checkliststep_days_before_check CHECK ((days_before >= 0)),
    CONSTRAINT orders_checkliststep_version_check CHECK ((version >= 0))
);

ALTER TABLE public.orders_checkliststep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_checkliststep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_checklisttemplate (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(120) NOT NULL,
    product_kind character varying(9) NOT NULL,
    is_on boolean NOT NULL,
    CONSTRAINT orders_checklisttemplate_version_check CHECK ((version >= 0))
);

ALTER TABLE public.orders_checklisttemplate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_checklisttemplate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_datechange (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    before date,
    after date,
    reason character varying(14) NOT NULL,
    text character varying(300) NOT NULL,
    told_at timestamp with time zone,
    told_how character varying(160) NOT NULL,
    order_line_id bigint NOT NULL,
    CONSTRAINT orders_datechange_version_check CHECK ((version >= 0))
);

ALTER TABLE public.orders_datechange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_datechange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_deliverymovement (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    kind character varying(9) NOT NULL,
    quantity numeric(14,3) NOT NULL,
    "on" date NOT NULL,
    again boolean NOT NULL,
    reason character varying(13) NOT NULL,
    text character varying(300) NOT NULL,
    paper character varying(80) NOT NULL,
    promise_id bigint,
    order_line_id bigint NOT NULL,
    CONSTRAINT order_movement_of_some CHECK ((quantity > (0)::numeric)),
    CONSTRAINT orders_deliverymovement_version_check CHECK ((version >= 0))
);

ALTER TABLE public.orders_deliverymovement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_deliverymovement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_onboarding (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    go_live_on date NOT NULL,
    account_id bigint NOT NULL,
    order_id bigint NOT NULL,
    owner_id bigint,
    team_id bigint,
    CONSTRAINT orders_onboarding_version_check CHECK ((version >= 0))
);

ALTER TABLE public.orders_onboarding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_onboarding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_onboardingstep (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(200) NOT NULL,
    days_before smallint NOT NULL,
    department_id bigint,
    onboarding_id bigint NOT NULL,
    person_id bigint,
    promise_id bigint,
    CONSTRAINT orders_onboardingstep_days_before_check CHECK ((days_before >= 0)),
    CONSTRAINT orders_onboardingstep_version_check CHECK ((version >= 0))
);

ALTER TABLE public.orders_onboardingstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_onboardingstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_order (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    po_number character varying(80) NOT NULL,
    po_repeated boolean NOT NULL,
    state character varying(9) NOT NULL,
    state_since timestamp with time zone NOT NULL,
    ordered_on date,
    asked_on date,
    shipped_on date,
    currency character varying(3) NOT NULL,
    amount numeric(19,4),
    ship_to text NOT NULL,
    note text NOT NULL,
    price_note character varying(300) NOT NULL,
    hold_reason character varying(11) NOT NULL,
    hold_note character varying(300) NOT NULL,
    held_for character varying(10) NOT NULL,
    rush_on date,
    rush_reason character varying(300) NOT NULL,
    rush_state character varying(8) NOT NULL,
    end_reason character varying(300) NOT NULL,
    former_id character varying(80) NOT NULL,
    account_id bigint NOT NULL,
    contact_id bigint,
    contract_id bigint,
    department_id bigint,
    owner_id bigint,
    quote_version_id bigint,
    team_id bigint,
    discount numeric(5,2) NOT NULL,
    CONSTRAINT orders_order_version_check CHECK ((version >= 0))
);

ALTER TABLE public.orders_order ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_orderline (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    description character varying(300) NOT NULL,
    quantity numeric(14,3) NOT NULL,
    unit_price numeric(19,4),
    discount numeric(5,2) NOT NULL,
    "position" integer NOT NULL,
    asked_on date,
    promised_on date,
    delivered_on date,
    slips smallint NOT NULL,
    backorder character varying(8) NOT NULL,
    backorder_note character varying(300) NOT NULL,
    delivered numeric(14,3) NOT NULL,
    returned numeric(14,3) NOT NULL,
    replaced numeric(14,3) NOT NULL,
    cancelled numeric(14,3) NOT NULL,
    agreed_price numeric(19,4),
    agreed_from character varying(160) NOT NULL,
    amount numeric(19,4),
    currency character varying(3) NOT NULL,
    former_id character varying(80) NOT NULL,
    contract_line_id bigint,
    department_id bigint,
    order_id bigint NOT NULL,
    product_id bigint,
    promise_id bigint,
    tax_id bigint,
    CONSTRAINT order_line_adds_up CHECK (((cancelled >= (0)::numeric) AND (delivered >= (0)::numeric) AND (replaced <= returned) AND (returned >= (0)::numeric) AND (returned <= delivered) AND (delivered <= ((quantity + replaced) - cancelled)))),
    CONSTRAINT order_line_of_some CHECK ((quantity > (0)::numeric)),
    CONSTRAINT orders_orderline_position_check CHECK (("position" >= 0)),
    CONSTRAINT orders_orderline_slips_check CHECK ((slips >= 0)),
    CONSTRAINT orders_orderline_version_check CHECK ((version >= 0))
);

ALTER TABLE public.orders_orderline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_orderline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_ordersheet (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    go_live_on date,
    note text NOT NULL,
    state character varying(8) NOT NULL,
    handed_at timestamp with time zone,
    answered_at timestamp with time zone,
    answered_by character varying(160) NOT NULL,
    return_reason character varying(300) NOT NULL,
    returns smallint NOT NULL,
    account_id bigint NOT NULL,
    contact_id bigint,
    contract_id bigint,
    order_id bigint,
    owner_id bigint,
    quote_version_id bigint,
    receiver_id bigint,
    team_id bigint,
    CONSTRAINT orders_ordersheet_returns_check CHECK ((returns >= 0)),
    CONSTRAINT orders_ordersheet_version_check CHECK ((version >= 0))
);

ALTER TABLE public.orders_ordersheet ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_ordersheet_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_sheetanswer (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    about character varying(300) NOT NULL,
    product_kind character varying(9) NOT NULL,
    value text NOT NULL,
    source character varying(200) NOT NULL,
    given_at timestamp with time zone,
    "position" smallint NOT NULL,
    sheet_id bigint NOT NULL,
    question_id bigint NOT NULL,
    CONSTRAINT orders_sheetanswer_position_check CHECK (("position" >= 0)),
    CONSTRAINT orders_sheetanswer_version_check CHECK ((version >= 0))
);

ALTER TABLE public.orders_sheetanswer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_sheetanswer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.orders_sheetquestion (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    label character varying(200) NOT NULL,
    label_es character varying(200) NOT NULL,
    product_kind character varying(9) NOT NULL,
    kind character varying(6) NOT NULL,
    options character varying(120)[] NOT NULL,
    is_required boolean NOT NULL,
    giver character varying(10) NOT NULL,
    known_from character varying(16) NOT NULL,
    "position" smallint NOT NULL,
    department_id bigint,
    CONSTRAINT orders_sheetquestion_position_check CHECK (("position" >= 0)),
    CONSTRAINT orders_sheetquestion_version_check CHECK ((version >= 0))
);

ALTER TABLE public.orders_sheetquestion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.orders_sheetquestion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_apikey (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(120) NOT NULL,
    prefix character varying(12) NOT NULL,
    key_hash character varying(64) NOT NULL,
    read_only boolean NOT NULL,
    expires_on date,
    revoked_at timestamp with time zone,
    user_id bigint NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    limits character varying(80)[] NOT NULL,
    CONSTRAINT people_apikey_version_check CHECK ((version >= 0))
);

ALTER TABLE public.people_apikey ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_apikey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_attempt (
    id bigint NOT NULL,
    account character varying(64) NOT NULL,
    address character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL
);

ALTER TABLE public.people_attempt ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_company (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(160) NOT NULL,
    currency character varying(3) NOT NULL,
    country character varying(2) NOT NULL,
    zone character varying(60) NOT NULL,
    language character varying(5) NOT NULL,
    is_demo boolean NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    city character varying(120) NOT NULL,
    colour character varying(7) NOT NULL,
    email character varying(254) NOT NULL,
    legal_line character varying(300) NOT NULL,
    logo character varying(64) NOT NULL,
    phone character varying(60) NOT NULL,
    postcode character varying(20) NOT NULL,
    region character varying(120) NOT NULL,
    street character varying(240) NOT NULL,
    website character varying(240) NOT NULL,
    CONSTRAINT people_company_version_check CHECK ((version >= 0))
);

ALTER TABLE public.people_company ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_company_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_cover (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    starts_on date NOT NULL,
    ends_on date,
    reason character varying(200) NOT NULL,
    by_id bigint NOT NULL,
    user_id bigint NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT people_cover_by_another CHECK ((NOT (user_id = by_id))),
    CONSTRAINT people_cover_ends_after_start CHECK (((ends_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT people_cover_version_check CHECK ((version >= 0))
);

ALTER TABLE public.people_cover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_cover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_membership (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    user_id bigint NOT NULL,
    team_id bigint NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT people_membership_version_check CHECK ((version >= 0))
);

ALTER TABLE public.people_membership ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_membership_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_onetimelink (
    id bigint NOT NULL,
    token_hash character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    user_id bigint NOT NULL
);

ALTER TABLE public.people_onetimelink ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_onetimelink_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_personsession (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    device character varying(200) NOT NULL,
    since timestamp with time zone,
    seen timestamp with time zone,
    user_id bigint
);

CREATE TABLE public.people_team (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(120) NOT NULL,
    is_department boolean NOT NULL,
    email character varying(254) NOT NULL,
    manager_id bigint,
    parent_id bigint,
    former_id character varying(80) NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT people_team_version_check CHECK ((version >= 0))
);

ALTER TABLE public.people_team ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_team_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_territory (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(120) NOT NULL,
    countries character varying(400) NOT NULL,
    regions character varying(400) NOT NULL,
    postcodes character varying(400) NOT NULL,
    owner_id bigint,
    team_id bigint,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT people_territory_version_check CHECK ((version >= 0))
);

ALTER TABLE public.people_territory ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_territory_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_user (
    id bigint NOT NULL,
    password character varying(128) NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(160) NOT NULL,
    email character varying(254) NOT NULL,
    role character varying(12) NOT NULL,
    reach character varying(4) NOT NULL,
    job_title character varying(120) NOT NULL,
    phone character varying(60) NOT NULL,
    signs_in boolean NOT NULL,
    is_active boolean NOT NULL,
    language character varying(5) NOT NULL,
    zone character varying(60) NOT NULL,
    theme character varying(6) NOT NULL,
    keys_on boolean NOT NULL,
    manager_id bigint,
    team_id bigint,
    former_id character varying(80) NOT NULL,
    password_set_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    morning_mail boolean NOT NULL,
    notices_by_mail boolean NOT NULL,
    CONSTRAINT people_user_version_check CHECK ((version >= 0))
);

ALTER TABLE public.people_user ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_user_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.people_visit (
    id bigint NOT NULL,
    kind character varying(80) NOT NULL,
    ref character varying(40) NOT NULL,
    title character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.people_visit ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.people_visit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pipeline_competitor (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(160) NOT NULL,
    strengths character varying(300) NOT NULL,
    weaknesses character varying(300) NOT NULL,
    opportunity_id bigint NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT pipeline_competitor_version_check CHECK ((version >= 0))
);

ALTER TABLE public.pipeline_competitor ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pipeline_competitor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pipeline_line (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    description character varying(300) NOT NULL,
    quantity numeric(14,3) NOT NULL,
    unit_price numeric(19,4),
    discount numeric(5,2) NOT NULL,
    amount numeric(19,4),
    currency character varying(3) NOT NULL,
    product_id bigint,
    opportunity_id bigint NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    charge character varying(7) NOT NULL,
    cost numeric(19,4),
    ends_on date,
    is_chosen boolean NOT NULL,
    is_heading boolean NOT NULL,
    is_optional boolean NOT NULL,
    need character varying(300) NOT NULL,
    option_group character varying(60) NOT NULL,
    periods smallint NOT NULL,
    "position" integer NOT NULL,
    priced_from character varying(160) NOT NULL,
    starts_on date,
    tax_id bigint,
    tiers jsonb NOT NULL,
    edition_id bigint,
    CONSTRAINT pipeline_line_periods_check CHECK ((periods >= 0)),
    CONSTRAINT pipeline_line_position_check CHECK (("position" >= 0)),
    CONSTRAINT pipeline_line_version_check CHECK ((version >= 0))
);

ALTER TABLE public.pipeline_line ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pipeline_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pipeline_opportunity (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(240) NOT NULL,
    state character varying(4) NOT NULL,
    amount numeric(19,4),
    currency character varying(3) NOT NULL,
    engaged_on date,
    close_on date,
    closed_on date,
    close_reason character varying(12) NOT NULL,
    close_text character varying(300) NOT NULL,
    stage_since timestamp with time zone NOT NULL,
    slips smallint NOT NULL,
    source character varying(120) NOT NULL,
    former_id character varying(80) NOT NULL,
    account_id bigint,
    owner_id bigint,
    team_id bigint,
    stage_id bigint NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    discount numeric(5,2) NOT NULL,
    held_by character varying(40) NOT NULL,
    CONSTRAINT pipeline_opportunity_slips_check CHECK ((slips >= 0)),
    CONSTRAINT pipeline_opportunity_version_check CHECK ((version >= 0))
);

ALTER TABLE public.pipeline_opportunity ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pipeline_opportunity_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pipeline_opportunitycontact (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    part character varying(60) NOT NULL,
    contact_id bigint NOT NULL,
    opportunity_id bigint NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT pipeline_opportunitycontact_version_check CHECK ((version >= 0))
);

ALTER TABLE public.pipeline_opportunitycontact ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pipeline_opportunitycontact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pipeline_pipeline (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(120) NOT NULL,
    is_default boolean NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT pipeline_pipeline_version_check CHECK ((version >= 0))
);

ALTER TABLE public.pipeline_pipeline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pipeline_pipeline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pipeline_stage (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    name character varying(120) NOT NULL,
    kind character varying(4) NOT NULL,
    "position" smallint NOT NULL,
    probability numeric(5,2) NOT NULL,
    stalled_after_days smallint NOT NULL,
    pipeline_id bigint NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT pipeline_stage_position_check CHECK (("position" >= 0)),
    CONSTRAINT pipeline_stage_stalled_after_days_check CHECK ((stalled_after_days >= 0)),
    CONSTRAINT pipeline_stage_version_check CHECK ((version >= 0))
);

ALTER TABLE public.pipeline_stage ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pipeline_stage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pipeline_stagemove (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    at timestamp with time zone NOT NULL,
    after_id bigint NOT NULL,
    before_id bigint,
    by_id bigint,
    opportunity_id bigint NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT pipeline_stagemove_version_check CHECK ((version >= 0))
);

ALTER TABLE public.pipeline_stagemove ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pipeline_stagemove_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.placements_placement (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(300) NOT NULL,
    kind character varying(10) NOT NULL,
    place character varying(200) NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    needs_target boolean NOT NULL,
    target_url character varying(1000) NOT NULL,
    creative character varying(255) NOT NULL,
    creative_size character varying(40) NOT NULL,
    creative_at timestamp with time zone,
    state character varying(9) NOT NULL,
    live_at timestamp with time zone,
    ended_at timestamp with time zone,
    account_id bigint NOT NULL,
    contract_id bigint NOT NULL,
    department_id bigint,
    entitlement_id bigint,
    promise_id bigint,
    slot_id bigint,
    line_id bigint,
    CONSTRAINT placement_ends_after_start CHECK (((ends_on IS NULL) OR (ends_on >= starts_on))),
    CONSTRAINT placements_placement_version_check CHECK ((version >= 0))
);

ALTER TABLE public.placements_placement ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.placements_placement_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.placements_slot (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    medium character varying(120) NOT NULL,
    issue character varying(80) NOT NULL,
    "position" character varying(120) NOT NULL,
    kind character varying(10) NOT NULL,
    appears_on date,
    width integer,
    height integer,
    capacity smallint NOT NULL,
    CONSTRAINT placements_slot_capacity_check CHECK ((capacity >= 0)),
    CONSTRAINT placements_slot_height_check CHECK ((height >= 0)),
    CONSTRAINT placements_slot_version_check CHECK ((version >= 0)),
    CONSTRAINT placements_slot_width_check CHECK ((width >= 0)),
    CONSTRAINT slot_holds_one CHECK ((capacity >= 1))
);

ALTER TABLE public.placements_slot ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.placements_slot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pricing_pricebook (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(120) NOT NULL,
    currency character varying(3) NOT NULL,
    valid_from date,
    valid_until date,
    priority smallint NOT NULL,
    partner_id bigint,
    segment_id bigint,
    CONSTRAINT pricing_book_ends_after_it_starts CHECK (((valid_until IS NULL) OR (valid_from IS NULL) OR (valid_until >= valid_from))),
    CONSTRAINT pricing_pricebook_priority_check CHECK ((priority >= 0)),
    CONSTRAINT pricing_pricebook_version_check CHECK ((version >= 0))
);

ALTER TABLE public.pricing_pricebook ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pricing_pricebook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pricing_priceedition (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    number integer NOT NULL,
    name character varying(140) NOT NULL,
    state character varying(9) NOT NULL,
    effective_from date,
    note character varying(300) NOT NULL,
    published_at timestamp with time zone,
    book_id bigint NOT NULL,
    published_by_id bigint,
    CONSTRAINT pricing_priceedition_number_check CHECK ((number >= 0)),
    CONSTRAINT pricing_priceedition_version_check CHECK ((version >= 0)),
    CONSTRAINT pricing_published_from_a_day CHECK ((((state)::text = 'draft'::text) OR (effective_from IS NOT NULL)))
);

ALTER TABLE public.pricing_priceedition ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pricing_priceedition_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.pricing_priceentry (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    price numeric(19,4) NOT NULL,
    currency character varying(3) NOT NULL,
    period character varying(7) NOT NULL,
    tier_mode character varying(9) NOT NULL,
    tiers character varying(40)[] NOT NULL,
    note character varying(200) NOT NULL,
    edition_id bigint NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT pricing_priceentry_version_check CHECK ((version >= 0))
);

ALTER TABLE public.pricing_priceentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.pricing_priceentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.privacy_erasure (
    id bigint NOT NULL,
    kind character varying(80) NOT NULL,
    record_id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    by character varying(200) NOT NULL,
    changed jsonb NOT NULL,
    kept jsonb NOT NULL
);

ALTER TABLE public.privacy_erasure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.privacy_erasure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);

CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;

CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;

CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);

CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;

CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.promises_evidence (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    kind character varying(6) NOT NULL,
    text text NOT NULL,
    url character varying(1000) NOT NULL,
    record_kind character varying(80) NOT NULL,
    record_ref character varying(40) NOT NULL,
    attachment_id bigint,
    promise_id bigint NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT promises_evidence_version_check CHECK ((version >= 0))
);

ALTER TABLE public.promises_evidence ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.promises_evidence_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.promises_promise (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    direction character varying(7) NOT NULL,
    kind character varying(60) NOT NULL,
    what character varying(300) NOT NULL,
    owed_to character varying(200) NOT NULL,
    due_on date,
    due_at timestamp with time zone,
    due timestamp with time zone NOT NULL,
    counted_due timestamp with time zone NOT NULL,
    zone character varying(60) NOT NULL,
    asked_on date,
    state character varying(6) NOT NULL,
    snoozed_until timestamp with time zone,
    source_kind character varying(80) NOT NULL,
    source_id bigint,
    source_ref character varying(40) NOT NULL,
    source_text character varying(300) NOT NULL,
    rule character varying(80) NOT NULL,
    occurrence character varying(200),
    is_touched boolean NOT NULL,
    closed_at timestamp with time zone,
    reason character varying(14) NOT NULL,
    reason_text character varying(300) NOT NULL,
    ladder smallint[] NOT NULL,
    pushes smallint NOT NULL,
    pushed_at timestamp with time zone,
    account_id bigint,
    blocked_by_id bigint,
    closed_by_id bigint,
    contact_id bigint,
    department_id bigint,
    minder_id bigint,
    owner_id bigint,
    team_id bigint,
    agreed_with character varying(200) NOT NULL,
    judged_at timestamp with time zone GENERATED ALWAYS AS (LEAST(counted_due, closed_at)) STORED,
    push_on date,
    verdict character varying(9) GENERATED ALWAYS AS (
CASE
    WHEN ((closed_at <= counted_due) AND ((state)::text = 'kept'::text)) THEN 'on_time'::text
    WHEN ((state)::text = 'kept'::text) THEN 'kept_late'::text
    WHEN ((state)::text = 'missed'::text) THEN 'missed'::text
    ELSE ''::text
END) STORED,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    raised_to_id bigint,
    CONSTRAINT promises_one_due CHECK ((((due_on IS NOT NULL) OR (due_at IS NOT NULL)) AND (1 = (
CASE
    WHEN (due_on IS NOT NULL) THEN 1
    ELSE 0
END +
CASE
    WHEN (due_at IS NOT NULL) THEN 1
    ELSE 0
END)))),
    CONSTRAINT promises_promise_pushes_check CHECK ((pushes >= 0)),
    CONSTRAINT promises_promise_version_check CHECK ((version >= 0))
);

ALTER TABLE public.promises_promise ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.promises_promise_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.promises_rulesetting (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    rule character varying(80) NOT NULL,
    name character varying(200) NOT NULL,
    is_on boolean NOT NULL,
    days smallint,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT promises_rulesetting_days_check CHECK ((days >= 0)),
    CONSTRAINT promises_rulesetting_version_check CHECK ((version >= 0))
);

ALTER TABLE public.promises_rulesetting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.promises_rulesetting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.promises_slip (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    due_before timestamp with time zone NOT NULL,
    due_after timestamp with time zone NOT NULL,
    reason character varying(14) NOT NULL,
    text character varying(300) NOT NULL,
    customer_told boolean NOT NULL,
    promise_id bigint NOT NULL,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT promises_slip_version_check CHECK ((version >= 0))
);

ALTER TABLE public.promises_slip ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.promises_slip_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.promises_standingpromise (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    what character varying(300) NOT NULL,
    kind character varying(60) NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    recurrence character varying(200) NOT NULL,
    lead_days smallint NOT NULL,
    account_id bigint,
    contact_id bigint,
    department_id bigint,
    minder_id bigint,
    owner_id bigint,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT promises_standingpromise_lead_days_check CHECK ((lead_days >= 0)),
    CONSTRAINT promises_standingpromise_version_check CHECK ((version >= 0))
);

ALTER TABLE public.promises_standingpromise ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.promises_standingpromise_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.quotes_quote (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(240) NOT NULL,
    state character varying(8) NOT NULL,
    number smallint NOT NULL,
    valid_until date,
    language character varying(2) NOT NULL,
    delivery_terms character varying(200) NOT NULL,
    payment_terms character varying(200) NOT NULL,
    note text NOT NULL,
    promises text NOT NULL,
    currency character varying(3) NOT NULL,
    sent_at timestamp with time zone,
    answered_at timestamp with time zone,
    answered_by character varying(160) NOT NULL,
    decline_reason character varying(10) NOT NULL,
    answer_text text NOT NULL,
    choice jsonb NOT NULL,
    accepted_total numeric(19,4),
    po_number character varying(80) NOT NULL,
    former_id character varying(80) NOT NULL,
    account_id bigint NOT NULL,
    contact_id bigint,
    opportunity_id bigint NOT NULL,
    owner_id bigint,
    has_cover boolean NOT NULL,
    pack_id bigint,
    CONSTRAINT quotes_quote_number_check CHECK ((number >= 0)),
    CONSTRAINT quotes_quote_version_check CHECK ((version >= 0))
);

ALTER TABLE public.quotes_quote ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quotes_quote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.quotes_quotequestion (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    question text NOT NULL,
    asked_by character varying(160) NOT NULL,
    email character varying(254) NOT NULL,
    answer text NOT NULL,
    answered_at timestamp with time zone,
    answered_by_id bigint,
    quote_id bigint NOT NULL,
    CONSTRAINT quotes_quotequestion_version_check CHECK ((version >= 0))
);

ALTER TABLE public.quotes_quotequestion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quotes_quotequestion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.quotes_quoteversion (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    number smallint NOT NULL,
    content jsonb NOT NULL,
    inside jsonb NOT NULL,
    sha256 character varying(64) NOT NULL,
    net numeric(19,4) NOT NULL,
    total numeric(19,4) NOT NULL,
    currency character varying(3) NOT NULL,
    frozen_at timestamp with time zone NOT NULL,
    author_id bigint,
    quote_id bigint NOT NULL,
    CONSTRAINT quotes_quoteversion_number_check CHECK ((number >= 0)),
    CONSTRAINT quotes_quoteversion_version_check CHECK ((version >= 0))
);

ALTER TABLE public.quotes_quoteversion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.quotes_quoteversion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.renewals_feedaddress (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(120) NOT NULL,
    whose character varying(4) NOT NULL,
    key_hash character varying(64) NOT NULL,
    revoked_at timestamp with time zone,
    user_id bigint NOT NULL,
    department_id bigint,
    CONSTRAINT renewals_feedaddress_version_check CHECK ((version >= 0))
);

ALTER TABLE public.renewals_feedaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.renewals_feedaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.renewals_noticeletter (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    state character varying(9) NOT NULL,
    last_day date NOT NULL,
    notice_by date,
    reason character varying(300) NOT NULL,
    sent_by character varying(4) NOT NULL,
    sent_on date,
    tracking character varying(80) NOT NULL,
    confirmed_on date,
    confirmed_how character varying(300) NOT NULL,
    contact_id bigint,
    contract_id bigint NOT NULL,
    filed_id bigint,
    CONSTRAINT renewals_noticeletter_version_check CHECK ((version >= 0))
);

ALTER TABLE public.renewals_noticeletter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.renewals_noticeletter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.renewals_renewal (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(240) NOT NULL,
    term smallint NOT NULL,
    ends_on date NOT NULL,
    notice_by date,
    state character varying(7) NOT NULL,
    decided_from date,
    decided_at timestamp with time zone,
    is_by_rule boolean NOT NULL,
    reason character varying(10) NOT NULL,
    reason_text character varying(300) NOT NULL,
    value_before numeric(19,4),
    value_after numeric(19,4),
    currency character varying(3) NOT NULL,
    account_id bigint NOT NULL,
    contract_id bigint NOT NULL,
    opportunity_id bigint,
    owner_id bigint,
    quote_id bigint,
    successor_id bigint,
    team_id bigint,
    uplift_id bigint,
    uplift_percent numeric(7,3),
    CONSTRAINT renewals_renewal_term_check CHECK ((term >= 0)),
    CONSTRAINT renewals_renewal_version_check CHECK ((version >= 0))
);

ALTER TABLE public.renewals_renewal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.renewals_renewal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.renewals_renewalline (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(300) NOT NULL,
    quantity numeric(14,3) NOT NULL,
    carried character varying(8) NOT NULL,
    price_before numeric(19,4),
    price_after numeric(19,4),
    source character varying(200) NOT NULL,
    currency character varying(3) NOT NULL,
    contract_line_id bigint NOT NULL,
    line_id bigint,
    renewal_id bigint NOT NULL,
    CONSTRAINT renewals_renewalline_version_check CHECK ((version >= 0))
);

ALTER TABLE public.renewals_renewalline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.renewals_renewalline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.renewals_upliftrule (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(120) NOT NULL,
    price_by character varying(10) NOT NULL,
    percent numeric(7,3),
    index_name character varying(120) NOT NULL,
    index_before numeric(14,4),
    index_now numeric(14,4),
    is_default boolean NOT NULL,
    CONSTRAINT renewals_upliftrule_version_check CHECK ((version >= 0))
);

ALTER TABLE public.renewals_upliftrule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.renewals_upliftrule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sealing_mark (
    id bigint NOT NULL,
    last bigint NOT NULL,
    horizon bigint NOT NULL
);

ALTER TABLE public.sealing_mark ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sealing_mark_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.sealing_seal (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    after bigint NOT NULL,
    last bigint NOT NULL,
    entries integer NOT NULL,
    content character varying(64) NOT NULL,
    why character varying(200) NOT NULL,
    chained character varying(64) NOT NULL
);

ALTER TABLE public.sealing_seal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.sealing_seal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.search_entry (
    kind character varying(80) NOT NULL,
    record_id bigint NOT NULL,
    leads_kind character varying(80),
    leads_id bigint,
    title character varying(120) NOT NULL COLLATE pg_catalog."C",
    words tsvector NOT NULL
);

CREATE TABLE public.search_filed_text (
    sha256 character varying(64) NOT NULL,
    text text NOT NULL,
    read_at timestamp with time zone NOT NULL
);

CREATE TABLE public.search_kind (
    kind character varying(80) NOT NULL,
    rule character varying(64) NOT NULL
);

CREATE TABLE public.search_owed (
    id bigint NOT NULL,
    kind character varying(80) NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL
);

ALTER TABLE public.search_owed ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.search_owed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.search_word (
    id bigint NOT NULL,
    word character varying(60) NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE public.search_word ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.search_word_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.signing_envelope (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    title_text character varying(240) NOT NULL,
    sha256 character varying(64) NOT NULL,
    pages integer NOT NULL,
    about_kind character varying(80) NOT NULL,
    about_id bigint NOT NULL,
    about_ref character varying(40) NOT NULL,
    message text NOT NULL,
    state character varying(9) NOT NULL,
    expires_on date NOT NULL,
    deadline timestamp with time zone NOT NULL,
    zone character varying(60) NOT NULL,
    signed_at timestamp with time zone,
    closed_at timestamp with time zone,
    reason character varying(300) NOT NULL,
    head character varying(64) NOT NULL,
    events integer NOT NULL,
    sealed_sha256 character varying(64) NOT NULL,
    level character varying(12) NOT NULL,
    trouble character varying(300) NOT NULL,
    account_id bigint,
    document_id bigint NOT NULL,
    owner_id bigint,
    sealed_id bigint,
    CONSTRAINT signing_envelope_events_check CHECK ((events >= 0)),
    CONSTRAINT signing_envelope_pages_check CHECK ((pages >= 0)),
    CONSTRAINT signing_envelope_version_check CHECK ((version >= 0)),
    CONSTRAINT signing_never_complete_without_seal CHECK (((NOT ((state)::text = 'completed'::text)) OR (sealed_id IS NOT NULL)))
);

ALTER TABLE public.signing_envelope ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signing_envelope_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.signing_signatureevent (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    number integer NOT NULL,
    at timestamp with time zone NOT NULL,
    kind character varying(12) NOT NULL,
    body jsonb NOT NULL,
    before character varying(64) NOT NULL,
    hash character varying(64) NOT NULL,
    envelope_id bigint NOT NULL,
    signer_id bigint,
    CONSTRAINT signing_signatureevent_number_check CHECK ((number >= 0)),
    CONSTRAINT signing_signatureevent_version_check CHECK ((version >= 0))
);

ALTER TABLE public.signing_signatureevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signing_signatureevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.signing_signer (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    step smallint NOT NULL,
    name character varying(160) NOT NULL,
    email character varying(254) NOT NULL,
    role_text character varying(120) NOT NULL,
    party character varying(4) NOT NULL,
    language character varying(5) NOT NULL,
    state character varying(9) NOT NULL,
    asked_at timestamp with time zone,
    seen_at timestamp with time zone,
    signed_at timestamp with time zone,
    reminders smallint NOT NULL,
    way character varying(5) NOT NULL,
    mark text NOT NULL,
    reason character varying(300) NOT NULL,
    contact_id bigint,
    delegated_from_id bigint,
    envelope_id bigint NOT NULL,
    user_id bigint,
    handed_at timestamp with time zone,
    paper_id bigint,
    CONSTRAINT signing_signer_reminders_check CHECK ((reminders >= 0)),
    CONSTRAINT signing_signer_step_check CHECK ((step >= 0)),
    CONSTRAINT signing_signer_version_check CHECK ((version >= 0))
);

ALTER TABLE public.signing_signer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signing_signer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.signing_signerquestion (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    question text NOT NULL,
    answer text NOT NULL,
    answered_at timestamp with time zone,
    answered_by_id bigint,
    signer_id bigint NOT NULL,
    CONSTRAINT signing_signerquestion_version_check CHECK ((version >= 0))
);

ALTER TABLE public.signing_signerquestion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.signing_signerquestion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.specials_changerequest (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(240) NOT NULL,
    sort character varying(11) NOT NULL,
    details text NOT NULL,
    per_year numeric(14,3),
    needed_by date,
    state character varying(8) NOT NULL,
    answer text NOT NULL,
    account_id bigint NOT NULL,
    department_id bigint,
    opportunity_id bigint,
    owner_id bigint,
    product_id bigint,
    result_id bigint,
    CONSTRAINT specials_changerequest_version_check CHECK ((version >= 0))
);

ALTER TABLE public.specials_changerequest ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.specials_changerequest_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.taxes_taxrate (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(80) NOT NULL,
    percent numeric(6,3) NOT NULL,
    category character varying(2) NOT NULL,
    reason character varying(200) NOT NULL,
    is_usual boolean NOT NULL,
    CONSTRAINT taxes_taxrate_version_check CHECK ((version >= 0))
);

ALTER TABLE public.taxes_taxrate ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.taxes_taxrate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.undoing_undoing (
    key uuid NOT NULL,
    run uuid NOT NULL,
    made uuid NOT NULL,
    actor_id bigint NOT NULL,
    surface character varying(20) NOT NULL,
    anyway boolean NOT NULL,
    state character varying(8) NOT NULL,
    is_stopped boolean NOT NULL,
    done bigint NOT NULL,
    total bigint NOT NULL,
    said text NOT NULL,
    hurdles jsonb NOT NULL,
    in_the_way integer NOT NULL,
    rest integer NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE public.usage_keptstanding (
    id bigint NOT NULL,
    period_start date NOT NULL,
    period_end date NOT NULL,
    taken numeric(24,6) NOT NULL,
    minimum numeric(20,3),
    maximum numeric(20,3),
    share numeric(12,4),
    elapsed numeric(6,4) NOT NULL,
    projected numeric(24,3),
    low numeric(24,3),
    high numeric(24,3),
    minimum_on date,
    maximum_on date,
    word character varying(10) NOT NULL,
    unit character varying(40) NOT NULL,
    day date NOT NULL,
    is_stale boolean NOT NULL,
    commitment_id bigint NOT NULL,
    contract_id bigint NOT NULL
);

ALTER TABLE public.usage_keptstanding ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usage_keptstanding_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.usage_meter (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(160) NOT NULL,
    unit character varying(40) NOT NULL,
    how character varying(8) NOT NULL,
    zone character varying(40) NOT NULL,
    code character varying(80) NOT NULL,
    charges character varying(4) NOT NULL,
    closed_until date,
    account_id bigint NOT NULL,
    commitment_id bigint,
    line_id bigint,
    product_id bigint,
    CONSTRAINT usage_meter_version_check CHECK ((version >= 0))
);

ALTER TABLE public.usage_meter ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usage_meter_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.usage_refreshdelivery (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    planned_on date,
    delivered_on date NOT NULL,
    rows bigint NOT NULL,
    name character varying(255) NOT NULL,
    sha256 character varying(64) NOT NULL,
    note character varying(300) NOT NULL,
    batch_id bigint,
    schedule_id bigint NOT NULL,
    CONSTRAINT usage_refreshdelivery_rows_check CHECK ((rows >= 0)),
    CONSTRAINT usage_refreshdelivery_version_check CHECK ((version >= 0))
);

ALTER TABLE public.usage_refreshdelivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usage_refreshdelivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.usage_refreshschedule (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(200) NOT NULL,
    recurrence character varying(200) NOT NULL,
    first_on date NOT NULL,
    ends_on date,
    format character varying(120) NOT NULL,
    last_on date,
    next_on date,
    account_id bigint NOT NULL,
    contract_id bigint,
    department_id bigint,
    entitlement_id bigint,
    meter_id bigint,
    owner_id bigint,
    receiver_id bigint,
    CONSTRAINT usage_refreshschedule_version_check CHECK ((version >= 0))
);

ALTER TABLE public.usage_refreshschedule ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usage_refreshschedule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.usage_usagebatch (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    at timestamp with time zone NOT NULL,
    source character varying(60) NOT NULL,
    name character varying(255) NOT NULL,
    sha256 character varying(64) NOT NULL,
    taken integer NOT NULL,
    repeated integer NOT NULL,
    adjusted integer NOT NULL,
    refused integer NOT NULL,
    made_ids boolean NOT NULL,
    refusals jsonb NOT NULL,
    author_id bigint,
    CONSTRAINT usage_usagebatch_adjusted_check CHECK ((adjusted >= 0)),
    CONSTRAINT usage_usagebatch_refused_check CHECK ((refused >= 0)),
    CONSTRAINT usage_usagebatch_repeated_check CHECK ((repeated >= 0)),
    CONSTRAINT usage_usagebatch_taken_check CHECK ((taken >= 0)),
    CONSTRAINT usage_usagebatch_version_check CHECK ((version >= 0))
);

ALTER TABLE public.usage_usagebatch ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usage_usagebatch_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.usage_usageday (
    id bigint NOT NULL,
    day date NOT NULL,
    events integer NOT NULL,
    quantity numeric(24,6) NOT NULL,
    adjusted numeric(24,6) NOT NULL,
    peak numeric(20,6) NOT NULL,
    meter_id bigint NOT NULL,
    CONSTRAINT usage_usageday_events_check CHECK ((events >= 0))
);

ALTER TABLE public.usage_usageday ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usage_usageday_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.usage_usageevent (
    id bigint NOT NULL,
    source character varying(60) NOT NULL,
    event_id character varying(200) NOT NULL,
    at timestamp with time zone NOT NULL,
    quantity numeric(20,6) NOT NULL,
    subject character varying(200) NOT NULL,
    corrects character varying(200) NOT NULL,
    own_day date NOT NULL,
    counted_on date NOT NULL,
    received_at timestamp with time zone NOT NULL,
    batch_id bigint NOT NULL,
    meter_id bigint NOT NULL,
    CONSTRAINT usage_event_below_zero CHECK (((quantity >= (0)::numeric) OR (NOT ((corrects)::text = ''::text))))
);

ALTER TABLE public.usage_usageevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.usage_usageevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.views_beginning (
    id bigint NOT NULL,
    kind character varying(80) NOT NULL,
    view character varying(40) NOT NULL,
    user_id bigint NOT NULL
);

ALTER TABLE public.views_beginning ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.views_beginning_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.views_savedview (
    id bigint NOT NULL,
    ref character varying(40) NOT NULL,
    version integer NOT NULL,
    created_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    updated_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    binned_at timestamp with time zone,
    custom jsonb DEFAULT '{}'::jsonb NOT NULL,
    name character varying(80) NOT NULL,
    kind character varying(80) NOT NULL,
    asks text NOT NULL,
    sharing character varying(9) NOT NULL,
    owner_id bigint NOT NULL,
    team_id bigint,
    CONSTRAINT views_savedview_version_check CHECK ((version >= 0))
);

ALTER TABLE public.views_savedview ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.views_savedview_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);

ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);

INSERT INTO public.arming_arming VALUES (1, now(), '');

INSERT INTO public.django_migrations VALUES (1, 'history', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (2, 'people', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (3, 'people', '0002_former_numbers', now());
INSERT INTO public.django_migrations VALUES (4, 'people', '0003_sessions', now());
INSERT INTO public.django_migrations VALUES (5, 'people', '0004_password_set_at', now());
INSERT INTO public.django_migrations VALUES (6, 'people', '0005_custom_fields', now());
INSERT INTO public.django_migrations VALUES (7, 'people', '0006_lists_search_the_index', now());
INSERT INTO public.django_migrations VALUES (8, 'doubles', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (9, 'accounts', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (10, 'accounts', '0002_more_outcomes', now());
INSERT INTO public.django_migrations VALUES (11, 'accounts', '0003_found_by_sound', now());
INSERT INTO public.django_migrations VALUES (12, 'accounts', '0004_custom_fields', now());
INSERT INTO public.django_migrations VALUES (13, 'accounts', '0005_lists_search_the_index', now());
INSERT INTO public.django_migrations VALUES (14, 'accounts', '0006_accounts_of_kind', now());
INSERT INTO public.django_migrations VALUES (15, 'accounts', '0007_credit_limit', now());
INSERT INTO public.django_migrations VALUES (16, 'accounts', '0008_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (17, 'actions', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (18, 'api', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (19, 'notes', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (20, 'promises', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (21, 'promises', '0002_what_was_agreed_pushed_and_judged', now());
INSERT INTO public.django_migrations VALUES (22, 'promises', '0003_promises_of_owner', now());
INSERT INTO public.django_migrations VALUES (23, 'promises', '0004_custom_fields', now());
INSERT INTO public.django_migrations VALUES (24, 'promises', '0005_lists_search_the_index', now());
INSERT INTO public.django_migrations VALUES (25, 'promises', '0006_raised', now());
INSERT INTO public.django_migrations VALUES (26, 'catalogue', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (27, 'catalogue', '0002_found_by_sound', now());
INSERT INTO public.django_migrations VALUES (28, 'catalogue', '0003_custom_fields', now());
INSERT INTO public.django_migrations VALUES (29, 'catalogue', '0004_lists_search_the_index', now());
INSERT INTO public.django_migrations VALUES (30, 'approvals', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (31, 'approvals', '0002_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (32, 'arming', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (33, 'contenttypes', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (34, 'contenttypes', '0002_remove_content_type_name', now());
INSERT INTO public.django_migrations VALUES (35, 'auth', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (36, 'auth', '0002_alter_permission_name_max_length', now());
INSERT INTO public.django_migrations VALUES (37, 'auth', '0003_alter_user_email_max_length', now());
INSERT INTO public.django_migrations VALUES (38, 'auth', '0004_alter_user_username_opts', now());
INSERT INTO public.django_migrations VALUES (39, 'auth', '0005_alter_user_last_login_null', now());
INSERT INTO public.django_migrations VALUES (40, 'auth', '0006_require_contenttypes_0002', now());
INSERT INTO public.django_migrations VALUES (41, 'auth', '0007_alter_validators_add_error_messages', now());
INSERT INTO public.django_migrations VALUES (42, 'auth', '0008_alter_user_username_max_length', now());
INSERT INTO public.django_migrations VALUES (43, 'auth', '0009_alter_user_last_name_max_length', now());
INSERT INTO public.django_migrations VALUES (44, 'auth', '0010_alter_group_name_max_length', now());
INSERT INTO public.django_migrations VALUES (45, 'auth', '0011_update_proxy_permissions', now());
INSERT INTO public.django_migrations VALUES (46, 'auth', '0012_alter_user_first_name_max_length', now());
INSERT INTO public.django_migrations VALUES (47, 'pricing', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (48, 'pricing', '0002_published_stays', now());
INSERT INTO public.django_migrations VALUES (49, 'taxes', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (50, 'pipeline', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (51, 'pipeline', '0002_closed_and_by_team', now());
INSERT INTO public.django_migrations VALUES (52, 'pipeline', '0003_custom_fields', now());
INSERT INTO public.django_migrations VALUES (53, 'pipeline', '0004_lists_search_the_index', now());
INSERT INTO public.django_migrations VALUES (54, 'pipeline', '0005_first_cards_of_closed_stages', now());
INSERT INTO public.django_migrations VALUES (55, 'pipeline', '0006_lines_of_an_offer', now());
INSERT INTO public.django_migrations VALUES (56, 'pipeline', '0007_price_edition_of_a_line', now());
INSERT INTO public.django_migrations VALUES (57, 'quotes', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (58, 'documents', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (59, 'collateral', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (60, 'quotes', '0002_sales_pack_and_cover', now());
INSERT INTO public.django_migrations VALUES (61, 'people', '0007_letterhead', now());
INSERT INTO public.django_migrations VALUES (62, 'people', '0008_by_mail', now());
INSERT INTO public.django_migrations VALUES (63, 'contracts', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (64, 'contracts', '0002_papers_of_rounds', now());
INSERT INTO public.django_migrations VALUES (65, 'contracts', '0003_out_for_signature', now());
INSERT INTO public.django_migrations VALUES (66, 'catalogue', '0005_versions_bundles_and_names', now());
INSERT INTO public.django_migrations VALUES (67, 'orders', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (68, 'orders', '0002_sheets_and_onboarding', now());
INSERT INTO public.django_migrations VALUES (69, 'orders', '0003_discount_on_the_whole', now());
INSERT INTO public.django_migrations VALUES (70, 'contracts', '0004_entitlements_become_promises', now());
INSERT INTO public.django_migrations VALUES (71, 'billing', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (72, 'billing', '0002_honoured_discounts', now());
INSERT INTO public.django_migrations VALUES (73, 'billing', '0003_invoices_of_orders', now());
INSERT INTO public.django_migrations VALUES (74, 'billing', '0004_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (75, 'billing', '0005_units_in_words', now());
INSERT INTO public.django_migrations VALUES (76, 'bulk', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (77, 'bulk', '0002_chosen', now());
INSERT INTO public.django_migrations VALUES (78, 'calendar', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (79, 'calendar', '0002_one_calendar_per_team', now());
INSERT INTO public.django_migrations VALUES (80, 'calendar', '0003_custom_fields', now());
INSERT INTO public.django_migrations VALUES (81, 'calendar', '0004_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (82, 'catalogue', '0006_codes_by_key', now());
INSERT INTO public.django_migrations VALUES (83, 'catalogue', '0007_ended_ones', now());
INSERT INTO public.django_migrations VALUES (84, 'catalogue', '0008_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (85, 'collateral', '0002_about_products_and_shared', now());
INSERT INTO public.django_migrations VALUES (86, 'collateral', '0003_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (87, 'contracts', '0005_one_road_of_approval', now());
INSERT INTO public.django_migrations VALUES (88, 'contracts', '0006_contractline_billed_when_entitlement_line', now());
INSERT INTO public.django_migrations VALUES (89, 'contracts', '0007_parts_go_on', now());
INSERT INTO public.django_migrations VALUES (90, 'contracts', '0008_another_takes_its_place', now());
INSERT INTO public.django_migrations VALUES (91, 'contracts', '0009_what_a_placement_stands_as', now());
INSERT INTO public.django_migrations VALUES (92, 'contracts', '0010_lines_of_one_descent', now());
INSERT INTO public.django_migrations VALUES (93, 'contracts', '0011_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (94, 'contracts', '0012_repeats_in_words', now());
INSERT INTO public.django_migrations VALUES (95, 'custom', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (96, 'custom', '0002_checklists', now());
INSERT INTO public.django_migrations VALUES (97, 'custom', '0003_several_states', now());
INSERT INTO public.django_migrations VALUES (98, 'custom', '0004_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (99, 'renewals', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (100, 'renewals', '0002_renewal_uplift_percent', now());
INSERT INTO public.django_migrations VALUES (101, 'people', '0009_key_limits', now());
INSERT INTO public.django_migrations VALUES (102, 'renewals', '0003_feeds_of_departments', now());
INSERT INTO public.django_migrations VALUES (103, 'history', '0002_deed', now());
INSERT INTO public.django_migrations VALUES (104, 'deliveries', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (105, 'deliveries', '0002_one_kind_of_feed', now());
INSERT INTO public.django_migrations VALUES (106, 'deliveries', '0003_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (107, 'documents', '0002_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (108, 'documents', '0003_retention', now());
INSERT INTO public.django_migrations VALUES (109, 'doubles', '0002_custom_fields', now());
INSERT INTO public.django_migrations VALUES (110, 'doubles', '0003_lists_search_the_index', now());
INSERT INTO public.django_migrations VALUES (111, 'doubles', '0004_quicker_keys', now());
INSERT INTO public.django_migrations VALUES (112, 'doubles', '0005_quicker_person_keys', now());
INSERT INTO public.django_migrations VALUES (113, 'doubles', '0006_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (114, 'doubles', '0007_quicker_keys_of_two_words', now());
INSERT INTO public.django_migrations VALUES (115, 'downloads', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (116, 'downloads', '0002_form', now());
INSERT INTO public.django_migrations VALUES (117, 'escalation', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (118, 'escalation', '0002_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (119, 'exchange', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (120, 'exchange', '0002_custom_fields', now());
INSERT INTO public.django_migrations VALUES (121, 'exchange', '0003_staged_rows', now());
INSERT INTO public.django_migrations VALUES (122, 'exchange', '0004_lists_search_the_index', now());
INSERT INTO public.django_migrations VALUES (123, 'exchange', '0005_steps_that_are_taken', now());
INSERT INTO public.django_migrations VALUES (124, 'exchange', '0006_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (125, 'facts', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (126, 'facts', '0002_announcement_run', now());
INSERT INTO public.django_migrations VALUES (127, 'fitting', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (128, 'fitting', '0002_values_follow_sheets', now());
INSERT INTO public.django_migrations VALUES (129, 'fitting', '0003_names_in_spanish', now());
INSERT INTO public.django_migrations VALUES (130, 'fitting', '0004_sheets_of_a_family', now());
INSERT INTO public.django_migrations VALUES (131, 'fitting', '0005_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (132, 'jobs', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (133, 'links', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (134, 'links', '0002_custom_fields', now());
INSERT INTO public.django_migrations VALUES (135, 'links', '0003_lists_search_the_index', now());
INSERT INTO public.django_migrations VALUES (136, 'links', '0004_letters', now());
INSERT INTO public.django_migrations VALUES (137, 'links', '0005_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (138, 'mail', '0001_letters', now());
INSERT INTO public.django_migrations VALUES (139, 'mail', '0002_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (140, 'notes', '0002_custom_fields', now());
INSERT INTO public.django_migrations VALUES (141, 'notes', '0003_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (142, 'notify', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (143, 'notify', '0002_by_mail', now());
INSERT INTO public.django_migrations VALUES (144, 'numbering', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (145, 'numbering', '0002_former_numbers', now());
INSERT INTO public.django_migrations VALUES (146, 'promises', '0007_departments_owe', now());
INSERT INTO public.django_migrations VALUES (147, 'promises', '0008_departments_week', now());
INSERT INTO public.django_migrations VALUES (148, 'orders', '0004_lines_owed', now());
INSERT INTO public.django_migrations VALUES (149, 'orders', '0005_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (150, 'people', '0010_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (151, 'pipeline', '0008_one_checklist', now());
INSERT INTO public.django_migrations VALUES (152, 'pipeline', '0009_no_checklist_of_its_own', now());
INSERT INTO public.django_migrations VALUES (153, 'pipeline', '0010_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (154, 'placements', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (155, 'placements', '0002_placement_line_placement_placements_of_line', now());
INSERT INTO public.django_migrations VALUES (156, 'placements', '0003_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (157, 'pricing', '0003_entries_in_order', now());
INSERT INTO public.django_migrations VALUES (158, 'pricing', '0004_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (159, 'privacy', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (160, 'procrastinate', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (161, 'procrastinate', '0002_drop_started_at_column', now());
INSERT INTO public.django_migrations VALUES (162, 'procrastinate', '0003_drop_started_at_column', now());
INSERT INTO public.django_migrations VALUES (163, 'procrastinate', '0004_drop_procrastinate_version_table', now());
INSERT INTO public.django_migrations VALUES (164, 'procrastinate', '0005_fix_procrastinate_fetch_job', now());
INSERT INTO public.django_migrations VALUES (165, 'procrastinate', '0006_fix_trigger_status_events_insert', now());
INSERT INTO public.django_migrations VALUES (166, 'procrastinate', '0007_add_queueing_lock_column', now());
INSERT INTO public.django_migrations VALUES (167, 'procrastinate', '0008_close_fetch_job_race_condition', now());
INSERT INTO public.django_migrations VALUES (168, 'procrastinate', '0009_add_defer_job_function', now());
INSERT INTO public.django_migrations VALUES (169, 'procrastinate', '0010_add_procrastinate_periodic_defers', now());
INSERT INTO public.django_migrations VALUES (170, 'procrastinate', '0011_add_foreign_key_index', now());
INSERT INTO public.django_migrations VALUES (171, 'procrastinate', '0012_add_locks_to_periodic_defer', now());
INSERT INTO public.django_migrations VALUES (172, 'procrastinate', '0013_fix_procrastinate_defer_periodic_job', now());
INSERT INTO public.django_migrations VALUES (173, 'procrastinate', '0014_add_finish_job_and_retry_job_functions', now());
INSERT INTO public.django_migrations VALUES (174, 'procrastinate', '0015_add_trigger_on_job_deletion', now());
INSERT INTO public.django_migrations VALUES (175, 'procrastinate', '0016_delete_finished_jobs', now());
INSERT INTO public.django_migrations VALUES (176, 'procrastinate', '0017_add_checks_to_finish_job', now());
INSERT INTO public.django_migrations VALUES (177, 'procrastinate', '0018_add_checks_to_retry_job', now());
INSERT INTO public.django_migrations VALUES (178, 'procrastinate', '0019_fix_finish_job_compat_issue', now());
INSERT INTO public.django_migrations VALUES (179, 'procrastinate', '0020_add_index_on_procrastinate_jobs', now());
INSERT INTO public.django_migrations VALUES (180, 'procrastinate', '0021_add_kwargs_to_defer_periodic_job', now());
INSERT INTO public.django_migrations VALUES (181, 'procrastinate', '0022_null_locks_excluded', now());
INSERT INTO public.django_migrations VALUES (182, 'procrastinate', '0023_remove_old_finish_job_function', now());
INSERT INTO public.django_migrations VALUES (183, 'procrastinate', '0024_job_id_bigint', now());
INSERT INTO public.django_migrations VALUES (184, 'procrastinate', '0025_add_models', now());
INSERT INTO public.django_migrations VALUES (185, 'procrastinate', '0026_add_job_priority', now());
INSERT INTO public.django_migrations VALUES (186, 'procrastinate', '0027_add_periodic_job_priority', now());
INSERT INTO public.django_migrations VALUES (187, 'procrastinate', '0028_add_cancel_states', now());
INSERT INTO public.django_migrations VALUES (188, 'procrastinate', '0029_add_additional_params_to_retry_job', now());
INSERT INTO public.django_migrations VALUES (189, 'procrastinate', '0030_alter_procrastinateevent_options', now());
INSERT INTO public.django_migrations VALUES (190, 'procrastinate', '0031_add_indexes_for_fetch_job', now());
INSERT INTO public.django_migrations VALUES (191, 'procrastinate', '0032_pre_cancel_notification', now());
INSERT INTO public.django_migrations VALUES (192, 'procrastinate', '0033_post_cancel_notification', now());
INSERT INTO public.django_migrations VALUES (193, 'procrastinate', '0034_pre_add_heartbeat', now());
INSERT INTO public.django_migrations VALUES (194, 'procrastinate', '0035_post_add_heartbeat', now());
INSERT INTO public.django_migrations VALUES (195, 'procrastinate', '0036_add_worker_model', now());
INSERT INTO public.django_migrations VALUES (196, 'procrastinate', '0037_pre_batch_defer_jobs', now());
INSERT INTO public.django_migrations VALUES (197, 'procrastinate', '0038_post_batch_defer_jobs', now());
INSERT INTO public.django_migrations VALUES (198, 'procrastinate', '0039_pre_priority_lock_fetch_job', now());
INSERT INTO public.django_migrations VALUES (199, 'procrastinate', '0040_pre_retry_failed_job', now());
INSERT INTO public.django_migrations VALUES (200, 'procrastinate', '0041_post_retry_failed_job', now());
INSERT INTO public.django_migrations VALUES (201, 'promises', '0009_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (202, 'promises', '0010_repeats_in_words', now());
INSERT INTO public.django_migrations VALUES (203, 'quotes', '0003_languages_by_their_own_names', now());
INSERT INTO public.django_migrations VALUES (204, 'quotes', '0004_questions', now());
INSERT INTO public.django_migrations VALUES (205, 'quotes', '0005_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (206, 'renewals', '0004_renewed_contracts_end', now());
INSERT INTO public.django_migrations VALUES (207, 'renewals', '0005_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (208, 'sealing', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (209, 'search', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (210, 'search', '0002_leads', now());
INSERT INTO public.django_migrations VALUES (211, 'search', '0003_read_again', now());
INSERT INTO public.django_migrations VALUES (212, 'search', '0004_owed', now());
INSERT INTO public.django_migrations VALUES (213, 'sessions', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (214, 'signing', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (215, 'signing', '0002_handed_in', now());
INSERT INTO public.django_migrations VALUES (216, 'signing', '0003_languages_by_their_own_names', now());
INSERT INTO public.django_migrations VALUES (217, 'signing', '0004_questions', now());
INSERT INTO public.django_migrations VALUES (218, 'signing', '0005_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (219, 'specials', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (220, 'specials', '0002_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (221, 'taxes', '0002_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (222, 'undoing', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (223, 'usage', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (224, 'usage', '0002_standings_and_refreshes', now());
INSERT INTO public.django_migrations VALUES (225, 'usage', '0003_standings_by_word', now());
INSERT INTO public.django_migrations VALUES (226, 'usage', '0004_search_reads_the_index', now());
INSERT INTO public.django_migrations VALUES (227, 'usage', '0005_repeats_in_words', now());
INSERT INTO public.django_migrations VALUES (228, 'views', '0001_initial', now());
INSERT INTO public.django_migrations VALUES (229, 'views', '0002_search_reads_the_index', now());

SELECT pg_catalog.setval('public.arming_arming_id_seq', 1, true);

SELECT pg_catalog.setval('public.django_migrations_id_seq', 229, true);

ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.accounts_accountmember
    ADD CONSTRAINT accounts_accountmember_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_accountmember
    ADD CONSTRAINT accounts_accountmember_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.accounts_address
    ADD CONSTRAINT accounts_address_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_address
    ADD CONSTRAINT accounts_address_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.accounts_contact
    ADD CONSTRAINT accounts_contact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_contact
    ADD CONSTRAINT accounts_contact_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.accounts_contactpoint
    ADD CONSTRAINT accounts_contactpoint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_contactpoint
    ADD CONSTRAINT accounts_contactpoint_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.accounts_interaction
    ADD CONSTRAINT accounts_interaction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_interaction
    ADD CONSTRAINT accounts_interaction_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.accounts_segment
    ADD CONSTRAINT accounts_segment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.accounts_segment
    ADD CONSTRAINT accounts_segment_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.actions_answer
    ADD CONSTRAINT actions_answer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.actions_answer
    ADD CONSTRAINT actions_one_answer_per_key UNIQUE (caller, key);

ALTER TABLE ONLY public.api_bucket
    ADD CONSTRAINT api_bucket_pkey PRIMARY KEY (key_id);

ALTER TABLE ONLY public.approvals_approval
    ADD CONSTRAINT approvals_approval_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.approvals_approval
    ADD CONSTRAINT approvals_approval_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.approvals_approvalrule
    ADD CONSTRAINT approvals_approvalrule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.approvals_approvalrule
    ADD CONSTRAINT approvals_approvalrule_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.arming_arming
    ADD CONSTRAINT arming_arming_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.billing_allocation
    ADD CONSTRAINT billing_allocation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.billing_allocation
    ADD CONSTRAINT billing_allocation_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.billing_billingdetails
    ADD CONSTRAINT billing_billingdetails_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.billing_billingdetails
    ADD CONSTRAINT billing_billingdetails_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.billing_contractbilling
    ADD CONSTRAINT billing_contractbilling_contract_id_key UNIQUE (contract_id);

ALTER TABLE ONLY public.billing_contractbilling
    ADD CONSTRAINT billing_contractbilling_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.billing_contractbilling
    ADD CONSTRAINT billing_contractbilling_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.billing_invoice
    ADD CONSTRAINT billing_invoice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.billing_invoice
    ADD CONSTRAINT billing_invoice_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.billing_invoiceline
    ADD CONSTRAINT billing_invoiceline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.billing_invoiceline
    ADD CONSTRAINT billing_invoiceline_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.billing_journal
    ADD CONSTRAINT billing_journal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.billing_journal
    ADD CONSTRAINT billing_journal_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.billing_journalmapping
    ADD CONSTRAINT billing_journalmapping_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.billing_journalmapping
    ADD CONSTRAINT billing_journalmapping_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.billing_payment
    ADD CONSTRAINT billing_payment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.billing_payment
    ADD CONSTRAINT billing_payment_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.billing_receivedinvoice
    ADD CONSTRAINT billing_receivedinvoice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.billing_receivedinvoice
    ADD CONSTRAINT billing_receivedinvoice_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.billing_receivedinvoice
    ADD CONSTRAINT billing_receivedinvoice_sha256_key UNIQUE (sha256);

ALTER TABLE ONLY public.billing_seller
    ADD CONSTRAINT billing_seller_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.billing_seller
    ADD CONSTRAINT billing_seller_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.bulk_batch
    ADD CONSTRAINT bulk_batch_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.calendar_specialday
    ADD CONSTRAINT calendar_specialday_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.calendar_specialday
    ADD CONSTRAINT calendar_specialday_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.calendar_workcalendar
    ADD CONSTRAINT calendar_workcalendar_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.calendar_workcalendar
    ADD CONSTRAINT calendar_workcalendar_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.catalogue_component
    ADD CONSTRAINT catalogue_component_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_component
    ADD CONSTRAINT catalogue_component_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.catalogue_namepattern
    ADD CONSTRAINT catalogue_namepattern_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_namepattern
    ADD CONSTRAINT catalogue_namepattern_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.catalogue_product
    ADD CONSTRAINT catalogue_product_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_product
    ADD CONSTRAINT catalogue_product_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.catalogue_productversion
    ADD CONSTRAINT catalogue_productversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.catalogue_productversion
    ADD CONSTRAINT catalogue_productversion_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.collateral_edition
    ADD CONSTRAINT collateral_edition_once UNIQUE (item_id, number, language);

ALTER TABLE ONLY public.collateral_edition
    ADD CONSTRAINT collateral_edition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.collateral_edition
    ADD CONSTRAINT collateral_edition_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.collateral_item
    ADD CONSTRAINT collateral_item_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.collateral_item
    ADD CONSTRAINT collateral_item_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.collateral_pack
    ADD CONSTRAINT collateral_pack_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.collateral_pack
    ADD CONSTRAINT collateral_pack_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.collateral_packitem
    ADD CONSTRAINT collateral_packitem_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.collateral_packitem
    ADD CONSTRAINT collateral_packitem_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_amendment
    ADD CONSTRAINT contract_amendment_once UNIQUE (contract_id, number);

ALTER TABLE ONLY public.contracts_clauseversion
    ADD CONSTRAINT contract_clause_version_once UNIQUE (clause_id, number);

ALTER TABLE ONLY public.contracts_negotiationround
    ADD CONSTRAINT contract_round_once UNIQUE (contract_id, number);

ALTER TABLE ONLY public.contracts_amendment
    ADD CONSTRAINT contracts_amendment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_amendment
    ADD CONSTRAINT contracts_amendment_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_benefitcall
    ADD CONSTRAINT contracts_benefitcall_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_benefitcall
    ADD CONSTRAINT contracts_benefitcall_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_clause
    ADD CONSTRAINT contracts_clause_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_clause
    ADD CONSTRAINT contracts_clause_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_clauseversion
    ADD CONSTRAINT contracts_clauseversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_clauseversion
    ADD CONSTRAINT contracts_clauseversion_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_commitment
    ADD CONSTRAINT contracts_commitment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_commitment
    ADD CONSTRAINT contracts_commitment_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_contract
    ADD CONSTRAINT contracts_contract_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_contract
    ADD CONSTRAINT contracts_contract_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_contractclause
    ADD CONSTRAINT contracts_contractclause_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_contractclause
    ADD CONSTRAINT contracts_contractclause_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_contractdiscount
    ADD CONSTRAINT contracts_contractdiscount_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_contractdiscount
    ADD CONSTRAINT contracts_contractdiscount_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_contractline
    ADD CONSTRAINT contracts_contractline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_contractline
    ADD CONSTRAINT contracts_contractline_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_contracttemplate
    ADD CONSTRAINT contracts_contracttemplate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_contracttemplate
    ADD CONSTRAINT contracts_contracttemplate_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_entitlement
    ADD CONSTRAINT contracts_entitlement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_entitlement
    ADD CONSTRAINT contracts_entitlement_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_holding
    ADD CONSTRAINT contracts_holding_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_holding
    ADD CONSTRAINT contracts_holding_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_negotiationround
    ADD CONSTRAINT contracts_negotiationround_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_negotiationround
    ADD CONSTRAINT contracts_negotiationround_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_openpoint
    ADD CONSTRAINT contracts_openpoint_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_openpoint
    ADD CONSTRAINT contracts_openpoint_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_servicepackage
    ADD CONSTRAINT contracts_servicepackage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_servicepackage
    ADD CONSTRAINT contracts_servicepackage_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_templateclause
    ADD CONSTRAINT contracts_templateclause_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_templateclause
    ADD CONSTRAINT contracts_templateclause_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.contracts_termchange
    ADD CONSTRAINT contracts_termchange_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.contracts_termchange
    ADD CONSTRAINT contracts_termchange_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.custom_customfield
    ADD CONSTRAINT custom_customfield_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.custom_customfield
    ADD CONSTRAINT custom_customfield_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.custom_customoption
    ADD CONSTRAINT custom_customoption_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.custom_customoption
    ADD CONSTRAINT custom_customoption_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.custom_customfield
    ADD CONSTRAINT custom_key_once UNIQUE (record_type, key);

ALTER TABLE ONLY public.custom_customoption
    ADD CONSTRAINT custom_option_once UNIQUE (field_id, key);

ALTER TABLE ONLY public.deliveries_caughterror
    ADD CONSTRAINT deliveries_caughterror_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.deliveries_caughterror
    ADD CONSTRAINT deliveries_caughterror_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.deliveries_departmentsetting
    ADD CONSTRAINT deliveries_departmentsetting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.deliveries_departmentsetting
    ADD CONSTRAINT deliveries_departmentsetting_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.deliveries_makegood
    ADD CONSTRAINT deliveries_makegood_made_id_key UNIQUE (made_id);

ALTER TABLE ONLY public.deliveries_makegood
    ADD CONSTRAINT deliveries_makegood_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.deliveries_makegood
    ADD CONSTRAINT deliveries_makegood_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.deliveries_satisfaction
    ADD CONSTRAINT deliveries_satisfaction_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.deliveries_satisfaction
    ADD CONSTRAINT deliveries_satisfaction_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);

ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.django_session
    ADD CONSTRAINT django_session_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.documents_documentversion
    ADD CONSTRAINT documents_documentversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_documentversion
    ADD CONSTRAINT documents_documentversion_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.documents_retentionrule
    ADD CONSTRAINT documents_retentionrule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.documents_retentionrule
    ADD CONSTRAINT documents_retentionrule_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.documents_documentversion
    ADD CONSTRAINT documents_version_once UNIQUE (document_id, number);

ALTER TABLE ONLY public.doubles_merge
    ADD CONSTRAINT doubles_merge_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.doubles_merge
    ADD CONSTRAINT doubles_merge_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.doubles_scan
    ADD CONSTRAINT doubles_scan_kind_key UNIQUE (kind);

ALTER TABLE ONLY public.doubles_scan
    ADD CONSTRAINT doubles_scan_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.doubles_suspicion
    ADD CONSTRAINT doubles_suspected_once UNIQUE (kind, first_id, second_id);

ALTER TABLE ONLY public.doubles_suspicion
    ADD CONSTRAINT doubles_suspicion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.doubles_toldapart
    ADD CONSTRAINT doubles_toldapart_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.doubles_toldapart
    ADD CONSTRAINT doubles_toldapart_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.downloads_download
    ADD CONSTRAINT downloads_download_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.escalation_escalation
    ADD CONSTRAINT escalation_escalation_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.escalation_escalation
    ADD CONSTRAINT escalation_escalation_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.escalation_escalationrule
    ADD CONSTRAINT escalation_escalationrule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.escalation_escalationrule
    ADD CONSTRAINT escalation_escalationrule_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.escalation_escalationstep
    ADD CONSTRAINT escalation_escalationstep_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.escalation_escalationstep
    ADD CONSTRAINT escalation_escalationstep_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.escalation_escalation
    ADD CONSTRAINT escalation_once UNIQUE (promise_id, step_id, due);

ALTER TABLE ONLY public.exchange_alias
    ADD CONSTRAINT exchange_alias_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_alias
    ADD CONSTRAINT exchange_alias_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.exchange_import
    ADD CONSTRAINT exchange_import_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_import
    ADD CONSTRAINT exchange_import_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.exchange_matched
    ADD CONSTRAINT exchange_matched_once UNIQUE (user_id, "into", heads_hash);

ALTER TABLE ONLY public.exchange_matched
    ADD CONSTRAINT exchange_matched_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.exchange_progress
    ADD CONSTRAINT exchange_progress_pkey PRIMARY KEY (upload_id);

ALTER TABLE ONLY public.exchange_stagedrow
    ADD CONSTRAINT exchange_row_once UNIQUE (upload_id, number);

ALTER TABLE ONLY public.exchange_stagedrow
    ADD CONSTRAINT exchange_stagedrow_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.facts_announcement
    ADD CONSTRAINT facts_announcement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.facts_delivery
    ADD CONSTRAINT facts_delivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.facts_delivery
    ADD CONSTRAINT facts_once_per_listener UNIQUE (announcement_id, listener);

ALTER TABLE ONLY public.fitting_attribute
    ADD CONSTRAINT fitting_attribute_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fitting_attribute
    ADD CONSTRAINT fitting_attribute_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.fitting_crossreference
    ADD CONSTRAINT fitting_crossreference_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fitting_crossreference
    ADD CONSTRAINT fitting_crossreference_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.fitting_familyattribute
    ADD CONSTRAINT fitting_familyattribute_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fitting_familyattribute
    ADD CONSTRAINT fitting_familyattribute_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.fitting_fitcondition
    ADD CONSTRAINT fitting_fitcondition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fitting_fitcondition
    ADD CONSTRAINT fitting_fitcondition_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.fitting_fitrule
    ADD CONSTRAINT fitting_fitrule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fitting_fitrule
    ADD CONSTRAINT fitting_fitrule_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.fitting_partfamily
    ADD CONSTRAINT fitting_partfamily_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fitting_partfamily
    ADD CONSTRAINT fitting_partfamily_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.fitting_partsheet
    ADD CONSTRAINT fitting_partsheet_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fitting_partsheet
    ADD CONSTRAINT fitting_partsheet_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.fitting_parttable
    ADD CONSTRAINT fitting_parttable_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.fitting_parttable
    ADD CONSTRAINT fitting_parttable_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.fitting_partvalue
    ADD CONSTRAINT fitting_partvalue_pkey PRIMARY KEY (sheet_id, attribute_id, "position");

ALTER TABLE ONLY public.history_deed
    ADD CONSTRAINT history_deed_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.history_deed
    ADD CONSTRAINT history_deed_run_key UNIQUE (run);

ALTER TABLE ONLY public.history_entry
    ADD CONSTRAINT history_entry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.jobs_failure
    ADD CONSTRAINT jobs_failure_pkey PRIMARY KEY (job_id);

ALTER TABLE ONLY public.links_guestlink
    ADD CONSTRAINT links_guestlink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.links_guestlink
    ADD CONSTRAINT links_guestlink_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.links_guestlink
    ADD CONSTRAINT links_guestlink_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.links_knock
    ADD CONSTRAINT links_knock_pkey PRIMARY KEY (address);

ALTER TABLE ONLY public.links_linkcode
    ADD CONSTRAINT links_linkcode_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mail_mail
    ADD CONSTRAINT mail_mail_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mail_mail
    ADD CONSTRAINT mail_mail_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.mail_mailserver
    ADD CONSTRAINT mail_mailserver_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mail_mailserver
    ADD CONSTRAINT mail_mailserver_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.mail_mailtemplate
    ADD CONSTRAINT mail_mailtemplate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.mail_mailtemplate
    ADD CONSTRAINT mail_mailtemplate_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.mail_mail
    ADD CONSTRAINT mail_message_id_once UNIQUE (message_id);

ALTER TABLE ONLY public.notes_attachment
    ADD CONSTRAINT notes_attachment_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notes_attachment
    ADD CONSTRAINT notes_attachment_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.notes_note
    ADD CONSTRAINT notes_note_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.notes_note
    ADD CONSTRAINT notes_note_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.notify_notice
    ADD CONSTRAINT notify_notice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.numbering_counter
    ADD CONSTRAINT numbering_counter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.numbering_formernumber
    ADD CONSTRAINT numbering_formernumber_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.numbering_counter
    ADD CONSTRAINT numbering_one_per_kind UNIQUE (kind, year);

ALTER TABLE ONLY public.numbering_formernumber
    ADD CONSTRAINT numbering_one_way UNIQUE (kind, ref);

ALTER TABLE ONLY public.orders_checkliststep
    ADD CONSTRAINT orders_checkliststep_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_checkliststep
    ADD CONSTRAINT orders_checkliststep_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.orders_checklisttemplate
    ADD CONSTRAINT orders_checklisttemplate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_checklisttemplate
    ADD CONSTRAINT orders_checklisttemplate_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.orders_datechange
    ADD CONSTRAINT orders_datechange_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_datechange
    ADD CONSTRAINT orders_datechange_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.orders_deliverymovement
    ADD CONSTRAINT orders_deliverymovement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_deliverymovement
    ADD CONSTRAINT orders_deliverymovement_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.orders_onboarding
    ADD CONSTRAINT orders_onboarding_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_onboarding
    ADD CONSTRAINT orders_onboarding_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.orders_onboardingstep
    ADD CONSTRAINT orders_onboardingstep_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_onboardingstep
    ADD CONSTRAINT orders_onboardingstep_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT orders_orderline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT orders_orderline_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.orders_ordersheet
    ADD CONSTRAINT orders_ordersheet_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_ordersheet
    ADD CONSTRAINT orders_ordersheet_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.orders_sheetanswer
    ADD CONSTRAINT orders_sheetanswer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_sheetanswer
    ADD CONSTRAINT orders_sheetanswer_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.orders_sheetquestion
    ADD CONSTRAINT orders_sheetquestion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.orders_sheetquestion
    ADD CONSTRAINT orders_sheetquestion_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.people_apikey
    ADD CONSTRAINT people_apikey_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY public.people_apikey
    ADD CONSTRAINT people_apikey_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_apikey
    ADD CONSTRAINT people_apikey_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.people_attempt
    ADD CONSTRAINT people_attempt_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_company
    ADD CONSTRAINT people_company_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_company
    ADD CONSTRAINT people_company_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.people_cover
    ADD CONSTRAINT people_cover_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_cover
    ADD CONSTRAINT people_cover_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.people_membership
    ADD CONSTRAINT people_membership_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_membership
    ADD CONSTRAINT people_membership_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.people_onetimelink
    ADD CONSTRAINT people_onetimelink_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_onetimelink
    ADD CONSTRAINT people_onetimelink_token_hash_key UNIQUE (token_hash);

ALTER TABLE ONLY public.people_personsession
    ADD CONSTRAINT people_personsession_pkey PRIMARY KEY (session_key);

ALTER TABLE ONLY public.people_team
    ADD CONSTRAINT people_team_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_team
    ADD CONSTRAINT people_team_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.people_territory
    ADD CONSTRAINT people_territory_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_territory
    ADD CONSTRAINT people_territory_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.people_user
    ADD CONSTRAINT people_user_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.people_user
    ADD CONSTRAINT people_user_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.people_visit
    ADD CONSTRAINT people_visit_once UNIQUE (user_id, kind, ref);

ALTER TABLE ONLY public.people_visit
    ADD CONSTRAINT people_visit_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pipeline_competitor
    ADD CONSTRAINT pipeline_competitor_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pipeline_competitor
    ADD CONSTRAINT pipeline_competitor_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.pipeline_line
    ADD CONSTRAINT pipeline_line_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pipeline_line
    ADD CONSTRAINT pipeline_line_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.pipeline_opportunity
    ADD CONSTRAINT pipeline_opportunity_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pipeline_opportunity
    ADD CONSTRAINT pipeline_opportunity_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.pipeline_opportunitycontact
    ADD CONSTRAINT pipeline_opportunitycontact_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pipeline_opportunitycontact
    ADD CONSTRAINT pipeline_opportunitycontact_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.pipeline_pipeline
    ADD CONSTRAINT pipeline_pipeline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pipeline_pipeline
    ADD CONSTRAINT pipeline_pipeline_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.pipeline_stage
    ADD CONSTRAINT pipeline_stage_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pipeline_stage
    ADD CONSTRAINT pipeline_stage_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.pipeline_stagemove
    ADD CONSTRAINT pipeline_stagemove_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pipeline_stagemove
    ADD CONSTRAINT pipeline_stagemove_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.placements_placement
    ADD CONSTRAINT placements_placement_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.placements_placement
    ADD CONSTRAINT placements_placement_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.placements_slot
    ADD CONSTRAINT placements_slot_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.placements_slot
    ADD CONSTRAINT placements_slot_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.pricing_priceedition
    ADD CONSTRAINT pricing_edition_once UNIQUE (book_id, number);

ALTER TABLE ONLY public.pricing_pricebook
    ADD CONSTRAINT pricing_pricebook_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pricing_pricebook
    ADD CONSTRAINT pricing_pricebook_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.pricing_priceedition
    ADD CONSTRAINT pricing_priceedition_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pricing_priceedition
    ADD CONSTRAINT pricing_priceedition_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.pricing_priceentry
    ADD CONSTRAINT pricing_priceentry_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.pricing_priceentry
    ADD CONSTRAINT pricing_priceentry_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.privacy_erasure
    ADD CONSTRAINT privacy_erased_once UNIQUE (kind, record_id);

ALTER TABLE ONLY public.privacy_erasure
    ADD CONSTRAINT privacy_erasure_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);

ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.promises_evidence
    ADD CONSTRAINT promises_evidence_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.promises_evidence
    ADD CONSTRAINT promises_evidence_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_occurrence_key UNIQUE (occurrence);

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.promises_rulesetting
    ADD CONSTRAINT promises_rulesetting_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.promises_rulesetting
    ADD CONSTRAINT promises_rulesetting_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.promises_rulesetting
    ADD CONSTRAINT promises_rulesetting_rule_key UNIQUE (rule);

ALTER TABLE ONLY public.promises_slip
    ADD CONSTRAINT promises_slip_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.promises_slip
    ADD CONSTRAINT promises_slip_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.promises_standingpromise
    ADD CONSTRAINT promises_standingpromise_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.promises_standingpromise
    ADD CONSTRAINT promises_standingpromise_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.quotes_quote
    ADD CONSTRAINT quotes_quote_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.quotes_quote
    ADD CONSTRAINT quotes_quote_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.quotes_quotequestion
    ADD CONSTRAINT quotes_quotequestion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.quotes_quotequestion
    ADD CONSTRAINT quotes_quotequestion_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.quotes_quoteversion
    ADD CONSTRAINT quotes_quoteversion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.quotes_quoteversion
    ADD CONSTRAINT quotes_quoteversion_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.renewals_feedaddress
    ADD CONSTRAINT renewals_feedaddress_key_hash_key UNIQUE (key_hash);

ALTER TABLE ONLY public.renewals_feedaddress
    ADD CONSTRAINT renewals_feedaddress_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.renewals_feedaddress
    ADD CONSTRAINT renewals_feedaddress_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.renewals_noticeletter
    ADD CONSTRAINT renewals_noticeletter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.renewals_noticeletter
    ADD CONSTRAINT renewals_noticeletter_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.renewals_renewal
    ADD CONSTRAINT renewals_once_per_term UNIQUE (contract_id, term);

ALTER TABLE ONLY public.renewals_renewal
    ADD CONSTRAINT renewals_renewal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.renewals_renewal
    ADD CONSTRAINT renewals_renewal_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.renewals_renewalline
    ADD CONSTRAINT renewals_renewalline_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.renewals_renewalline
    ADD CONSTRAINT renewals_renewalline_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.renewals_upliftrule
    ADD CONSTRAINT renewals_upliftrule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.renewals_upliftrule
    ADD CONSTRAINT renewals_upliftrule_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.sealing_mark
    ADD CONSTRAINT sealing_mark_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sealing_seal
    ADD CONSTRAINT sealing_seal_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.search_entry
    ADD CONSTRAINT search_entry_pkey PRIMARY KEY (kind, record_id);

ALTER TABLE ONLY public.search_filed_text
    ADD CONSTRAINT search_filed_text_pkey PRIMARY KEY (sha256);

ALTER TABLE ONLY public.search_kind
    ADD CONSTRAINT search_kind_pkey PRIMARY KEY (kind);

ALTER TABLE ONLY public.search_owed
    ADD CONSTRAINT search_owed_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.search_word
    ADD CONSTRAINT search_word_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signing_envelope
    ADD CONSTRAINT signing_envelope_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signing_envelope
    ADD CONSTRAINT signing_envelope_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.signing_signatureevent
    ADD CONSTRAINT signing_event_once UNIQUE (envelope_id, number);

ALTER TABLE ONLY public.signing_signatureevent
    ADD CONSTRAINT signing_signatureevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signing_signatureevent
    ADD CONSTRAINT signing_signatureevent_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.signing_signer
    ADD CONSTRAINT signing_signer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signing_signer
    ADD CONSTRAINT signing_signer_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.signing_signerquestion
    ADD CONSTRAINT signing_signerquestion_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.signing_signerquestion
    ADD CONSTRAINT signing_signerquestion_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.specials_changerequest
    ADD CONSTRAINT specials_changerequest_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.specials_changerequest
    ADD CONSTRAINT specials_changerequest_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.taxes_taxrate
    ADD CONSTRAINT taxes_taxrate_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.taxes_taxrate
    ADD CONSTRAINT taxes_taxrate_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.undoing_undoing
    ADD CONSTRAINT undoing_undoing_pkey PRIMARY KEY (key);

ALTER TABLE ONLY public.usage_usageday
    ADD CONSTRAINT usage_day_once UNIQUE (meter_id, day);

ALTER TABLE ONLY public.usage_usageevent
    ADD CONSTRAINT usage_event_once UNIQUE (meter_id, source, event_id);

ALTER TABLE ONLY public.usage_keptstanding
    ADD CONSTRAINT usage_keptstanding_commitment_id_key UNIQUE (commitment_id);

ALTER TABLE ONLY public.usage_keptstanding
    ADD CONSTRAINT usage_keptstanding_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.usage_meter
    ADD CONSTRAINT usage_meter_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.usage_meter
    ADD CONSTRAINT usage_meter_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.usage_refreshdelivery
    ADD CONSTRAINT usage_refreshdelivery_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.usage_refreshdelivery
    ADD CONSTRAINT usage_refreshdelivery_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.usage_refreshschedule
    ADD CONSTRAINT usage_refreshschedule_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.usage_refreshschedule
    ADD CONSTRAINT usage_refreshschedule_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.usage_usagebatch
    ADD CONSTRAINT usage_usagebatch_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.usage_usagebatch
    ADD CONSTRAINT usage_usagebatch_ref_key UNIQUE (ref);

ALTER TABLE ONLY public.usage_usageday
    ADD CONSTRAINT usage_usageday_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.usage_usageevent
    ADD CONSTRAINT usage_usageevent_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.views_beginning
    ADD CONSTRAINT views_beginning_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.views_beginning
    ADD CONSTRAINT views_one_beginning UNIQUE (user_id, kind);

ALTER TABLE ONLY public.views_savedview
    ADD CONSTRAINT views_savedview_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.views_savedview
    ADD CONSTRAINT views_savedview_ref_key UNIQUE (ref);

CREATE INDEX accounts_account_coordinator_id_a7d42f03 ON public.accounts_account USING btree (coordinator_id);

CREATE INDEX accounts_account_owner_id_7b1fcbd0 ON public.accounts_account USING btree (owner_id);

CREATE INDEX accounts_account_parent_id_1cd823ad ON public.accounts_account USING btree (parent_id);

CREATE INDEX accounts_account_ref_54352fb5_like ON public.accounts_account USING btree (ref varchar_pattern_ops);

CREATE INDEX accounts_account_segment_id_5dab9c28 ON public.accounts_account USING btree (segment_id);

CREATE INDEX accounts_account_team_id_fb17203d ON public.accounts_account USING btree (team_id);

CREATE INDEX accounts_account_territory_id_7197e1bf ON public.accounts_account USING btree (territory_id);

CREATE INDEX accounts_accountmember_account_id_69bbc287 ON public.accounts_accountmember USING btree (account_id);

CREATE INDEX accounts_accountmember_ref_8016ab2f_like ON public.accounts_accountmember USING btree (ref varchar_pattern_ops);

CREATE INDEX accounts_accountmember_user_id_96bb49b6 ON public.accounts_accountmember USING btree (user_id);

CREATE INDEX accounts_address_account_id_aa0fe0e4 ON public.accounts_address USING btree (account_id);

CREATE INDEX accounts_address_contact_id_c5c714df ON public.accounts_address USING btree (contact_id);

CREATE INDEX accounts_address_ref_21895f5b_like ON public.accounts_address USING btree (ref varchar_pattern_ops);

CREATE INDEX accounts_by_domain ON public.accounts_account USING btree (public.ft_domain_key((website)::text)) WHERE (NOT ((website)::text = ''::text));

CREATE INDEX accounts_by_former_id ON public.accounts_account USING btree (former_id) WHERE (NOT ((former_id)::text = ''::text));

CREATE INDEX accounts_by_name ON public.accounts_account USING btree (public.ft_fold((name)::text), id);

CREATE INDEX accounts_by_phone ON public.accounts_account USING btree (public.ft_reach_key((phone)::text)) WHERE (NOT ((phone)::text = ''::text));

CREATE INDEX accounts_by_sound ON public.accounts_account USING btree (public.ft_company_sound((name)::text));

CREATE INDEX accounts_contact_account_id_2026f578 ON public.accounts_contact USING btree (account_id);

CREATE INDEX accounts_contact_by_name ON public.accounts_contact USING btree (public.ft_fold((name)::text), id);

CREATE INDEX accounts_contact_by_sound ON public.accounts_contact USING btree (public.ft_person_sound((name)::text));

CREATE INDEX accounts_contact_ref_0cbed48e_like ON public.accounts_contact USING btree (ref varchar_pattern_ops);

CREATE INDEX accounts_contactpoint_contact_id_2e748254 ON public.accounts_contactpoint USING btree (contact_id);

CREATE INDEX accounts_contactpoint_ref_3e89bb3b_like ON public.accounts_contactpoint USING btree (ref varchar_pattern_ops);

CREATE INDEX accounts_contacts_of ON public.accounts_contact USING btree (account_id, id);

CREATE INDEX accounts_interaction_account_id_4406c825 ON public.accounts_interaction USING btree (account_id);

CREATE INDEX accounts_interaction_by_id_1ae19e8b ON public.accounts_interaction USING btree (by_id);

CREATE INDEX accounts_interaction_contact_id_eef74b44 ON public.accounts_interaction USING btree (contact_id);

CREATE INDEX accounts_interaction_ref_ff9af12d_like ON public.accounts_interaction USING btree (ref varchar_pattern_ops);

CREATE UNIQUE INDEX accounts_member_once ON public.accounts_accountmember USING btree (account_id, user_id) WHERE (binned_at IS NULL);

CREATE INDEX accounts_of_kind ON public.accounts_account USING btree (kind, id) INCLUDE (binned_at);

CREATE INDEX accounts_of_owner ON public.accounts_account USING btree (owner_id, id);

CREATE INDEX accounts_of_team ON public.accounts_account USING btree (team_id, id);

CREATE INDEX accounts_point_by_reach ON public.accounts_contactpoint USING btree (public.ft_reach_key((value)::text));

CREATE INDEX accounts_point_by_value ON public.accounts_contactpoint USING btree (value);

CREATE INDEX accounts_points_of ON public.accounts_contactpoint USING btree (contact_id, id);

CREATE INDEX accounts_said_about ON public.accounts_interaction USING btree (about_kind, about_id) WHERE (about_id IS NOT NULL);

CREATE INDEX accounts_said_lately ON public.accounts_interaction USING btree (at DESC, id DESC);

CREATE INDEX accounts_said_with ON public.accounts_interaction USING btree (account_id, at DESC);

CREATE INDEX accounts_segment_by_name ON public.accounts_segment USING btree (public.ft_fold((name)::text), id);

CREATE UNIQUE INDEX accounts_segment_once ON public.accounts_segment USING btree (name) WHERE (binned_at IS NULL);

CREATE INDEX accounts_segment_ref_80fd19d2_like ON public.accounts_segment USING btree (ref varchar_pattern_ops);

CREATE INDEX actions_answer_at_41543520 ON public.actions_answer USING btree (at);

CREATE UNIQUE INDEX approval_rule_once ON public.approvals_approvalrule USING btree (name) WHERE (binned_at IS NULL);

CREATE INDEX approvals_approval_account_id_9094fe77 ON public.approvals_approval USING btree (account_id);

CREATE INDEX approvals_approval_answered_by_id_bc48aba7 ON public.approvals_approval USING btree (answered_by_id);

CREATE INDEX approvals_approval_approver_id_24454ffa ON public.approvals_approval USING btree (approver_id);

CREATE INDEX approvals_approval_asker_id_81763489 ON public.approvals_approval USING btree (asker_id);

CREATE INDEX approvals_approval_delegate_id_6064552f ON public.approvals_approval USING btree (delegate_id);

CREATE INDEX approvals_approval_promise_id_c092d8e0 ON public.approvals_approval USING btree (promise_id);

CREATE INDEX approvals_approval_ref_a5b0fd19_like ON public.approvals_approval USING btree (ref varchar_pattern_ops);

CREATE INDEX approvals_approval_rule_id_82fd876b ON public.approvals_approval USING btree (rule_id);

CREATE INDEX approvals_approval_wait_id_3bd4fc7d ON public.approvals_approval USING btree (wait_id);

CREATE INDEX approvals_approvalrule_approver_id_13085380 ON public.approvals_approvalrule USING btree (approver_id);

CREATE INDEX approvals_approvalrule_delegate_id_69976715 ON public.approvals_approvalrule USING btree (delegate_id);

CREATE INDEX approvals_approvalrule_for_person_id_e05e56d5 ON public.approvals_approvalrule USING btree (for_person_id);

CREATE INDEX approvals_approvalrule_product_id_a9f3de84 ON public.approvals_approvalrule USING btree (product_id);

CREATE INDEX approvals_approvalrule_ref_8b8f4d1a_like ON public.approvals_approvalrule USING btree (ref varchar_pattern_ops);

CREATE INDEX approvals_of_approver ON public.approvals_approval USING btree (approver_id, state, due_at);

CREATE INDEX approvals_of_asker ON public.approvals_approval USING btree (asker_id, state);

CREATE INDEX approvals_of_subject ON public.approvals_approval USING btree (subject_kind, subject_id, state);

CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);

CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);

CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);

CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);

CREATE INDEX billing_allocation_credit_note_id_f26ff0f9 ON public.billing_allocation USING btree (credit_note_id);

CREATE INDEX billing_allocation_invoice_id_15f029b8 ON public.billing_allocation USING btree (invoice_id);

CREATE INDEX billing_allocation_payment_id_23aa1b53 ON public.billing_allocation USING btree (payment_id);

CREATE INDEX billing_allocation_ref_e3cb86f0_like ON public.billing_allocation USING btree (ref varchar_pattern_ops);

CREATE INDEX billing_billingdetails_account_id_c5768d54 ON public.billing_billingdetails USING btree (account_id);

CREATE INDEX billing_billingdetails_ref_bdec5dc6_like ON public.billing_billingdetails USING btree (ref varchar_pattern_ops);

CREATE INDEX billing_billingdetails_seller_id_e199f86b ON public.billing_billingdetails USING btree (seller_id);

CREATE INDEX billing_billingdetails_tax_id_d3ccf181 ON public.billing_billingdetails USING btree (tax_id);

CREATE INDEX billing_by_former ON public.billing_invoice USING btree (former_id) WHERE (NOT ((former_id)::text = ''::text));

CREATE INDEX billing_by_number ON public.billing_invoice USING btree (number) WHERE (NOT ((number)::text = ''::text));

CREATE INDEX billing_contractbilling_ref_ff8d5e52_like ON public.billing_contractbilling USING btree (ref varchar_pattern_ops);

CREATE UNIQUE INDEX billing_details_once ON public.billing_billingdetails USING btree (account_id) WHERE (binned_at IS NULL);

CREATE INDEX billing_in_state ON public.billing_invoice USING btree (state, bill_on);

CREATE INDEX billing_invoice_account_id_71f06cf2 ON public.billing_invoice USING btree (account_id);

CREATE INDEX billing_invoice_answered_by_id_67303f9d ON public.billing_invoice USING btree (answered_by_id);

CREATE INDEX billing_invoice_contract_id_f1f80c0a ON public.billing_invoice USING btree (contract_id);

CREATE INDEX billing_invoice_credits_id_1f00d544 ON public.billing_invoice USING btree (credits_id);

CREATE INDEX billing_invoice_handed_off_by_id_5dd6c359 ON public.billing_invoice USING btree (handed_off_by_id);

CREATE INDEX billing_invoice_order_id_2948c8f7 ON public.billing_invoice USING btree (order_id);

CREATE INDEX billing_invoice_ref_e26613f4_like ON public.billing_invoice USING btree (ref varchar_pattern_ops);

CREATE INDEX billing_invoice_seller_id_e37fad1b ON public.billing_invoice USING btree (seller_id);

CREATE INDEX billing_invoiceline_contract_line_id_c9935c91 ON public.billing_invoiceline USING btree (contract_line_id);

CREATE INDEX billing_invoiceline_honours_id_a30b3a77 ON public.billing_invoiceline USING btree (honours_id);

CREATE INDEX billing_invoiceline_invoice_id_ff507e12 ON public.billing_invoiceline USING btree (invoice_id);

CREATE INDEX billing_invoiceline_product_id_16771606 ON public.billing_invoiceline USING btree (product_id);

CREATE INDEX billing_invoiceline_ref_84ab1f2d_like ON public.billing_invoiceline USING btree (ref varchar_pattern_ops);

CREATE INDEX billing_invoiceline_tax_rate_id_e74d53ed ON public.billing_invoiceline USING btree (tax_rate_id);

CREATE INDEX billing_journal_mapping_id_7efcfe24 ON public.billing_journal USING btree (mapping_id);

CREATE INDEX billing_journal_ref_75a7240d_like ON public.billing_journal USING btree (ref varchar_pattern_ops);

CREATE INDEX billing_journalmapping_ref_424af63a_like ON public.billing_journalmapping USING btree (ref varchar_pattern_ops);

CREATE INDEX billing_lines_for ON public.billing_invoiceline USING btree (contract_line_id, id) WHERE (contract_line_id IS NOT NULL);

CREATE INDEX billing_lines_of ON public.billing_invoiceline USING btree (invoice_id, "position");

CREATE INDEX billing_next_on ON public.billing_contractbilling USING btree (next_on, id);

CREATE UNIQUE INDEX billing_nothing_twice ON public.billing_invoiceline USING btree (origin_kind, origin_id, origin_on, part) WHERE ((binned_at IS NULL) AND holds AND (origin_id IS NOT NULL));

CREATE UNIQUE INDEX billing_number_once ON public.billing_invoice USING btree (seller_id, number) WHERE (NOT ((number)::text = ''::text));

CREATE INDEX billing_of_account ON public.billing_invoice USING btree (account_id, due_on);

CREATE INDEX billing_of_contract ON public.billing_invoice USING btree (contract_id, id);

CREATE INDEX billing_of_order ON public.billing_invoice USING btree (order_id, id) WHERE (order_id IS NOT NULL);

CREATE UNIQUE INDEX billing_one_usual_seller ON public.billing_seller USING btree (is_usual) WHERE ((binned_at IS NULL) AND is_usual);

CREATE INDEX billing_open_by_due ON public.billing_invoice USING btree (due_on, id) WHERE (NOT (open_amount = (0)::numeric));

CREATE INDEX billing_paid_by ON public.billing_payment USING btree (account_id, paid_on);

CREATE INDEX billing_paid_on ON public.billing_payment USING btree (paid_on, id);

CREATE UNIQUE INDEX billing_paid_once ON public.billing_payment USING btree (bank_ref) WHERE ((NOT ((bank_ref)::text = ''::text)) AND (binned_at IS NULL));

CREATE INDEX billing_payment_account_id_411a2f8d ON public.billing_payment USING btree (account_id);

CREATE INDEX billing_payment_invoice_id_998dd3c5 ON public.billing_payment USING btree (invoice_id);

CREATE INDEX billing_payment_ref_f676cc3f_like ON public.billing_payment USING btree (ref varchar_pattern_ops);

CREATE INDEX billing_received_on ON public.billing_receivedinvoice USING btree (issued_on, id);

CREATE INDEX billing_receivedinvoice_ref_c5ef1d86_like ON public.billing_receivedinvoice USING btree (ref varchar_pattern_ops);

CREATE INDEX billing_receivedinvoice_sha256_86775e7d_like ON public.billing_receivedinvoice USING btree (sha256 varchar_pattern_ops);

CREATE INDEX billing_seller_accountant_id_81d00c16 ON public.billing_seller USING btree (accountant_id);

CREATE INDEX billing_seller_biller_id_4c1a0b48 ON public.billing_seller USING btree (biller_id);

CREATE INDEX billing_seller_ref_227bc215_like ON public.billing_seller USING btree (ref varchar_pattern_ops);

CREATE INDEX billing_settled_with ON public.billing_allocation USING btree (payment_id, id) WHERE (payment_id IS NOT NULL);

CREATE INDEX billing_settlement_of ON public.billing_allocation USING btree (invoice_id, id);

CREATE INDEX bulk_batch_at_cd0bd83d ON public.bulk_batch USING btree (at);

CREATE INDEX calendar_by_name ON public.calendar_workcalendar USING btree (public.ft_fold((name)::text), id);

CREATE UNIQUE INDEX calendar_day_once ON public.calendar_specialday USING btree (calendar_id, day) WHERE (binned_at IS NULL);

CREATE UNIQUE INDEX calendar_one_default ON public.calendar_workcalendar USING btree ((1)) WHERE ((binned_at IS NULL) AND (team_id IS NULL));

CREATE UNIQUE INDEX calendar_one_per_team ON public.calendar_workcalendar USING btree (team_id) WHERE (binned_at IS NULL);

CREATE INDEX calendar_specialday_calendar_id_5844fc57 ON public.calendar_specialday USING btree (calendar_id);

CREATE INDEX calendar_specialday_ref_c4da17e0_like ON public.calendar_specialday USING btree (ref varchar_pattern_ops);

CREATE INDEX calendar_workcalendar_ref_28ee8230_like ON public.calendar_workcalendar USING btree (ref varchar_pattern_ops);

CREATE INDEX calendar_workcalendar_team_id_42b50d79 ON public.calendar_workcalendar USING btree (team_id);

CREATE INDEX catalogue_by_code ON public.catalogue_product USING btree (public.ft_fold((code)::text)) WHERE (NOT ((code)::text = ''::text));

CREATE INDEX catalogue_by_name ON public.catalogue_product USING btree (public.ft_fold((name)::text), id);

CREATE INDEX catalogue_by_sound ON public.catalogue_product USING btree (public.ft_company_sound((name)::text));

CREATE UNIQUE INDEX catalogue_code_once ON public.catalogue_product USING btree (lower((code)::text)) WHERE ((NOT ((code)::text = ''::text)) AND (binned_at IS NULL));

CREATE INDEX catalogue_component_bundle_id_e66d4b9c ON public.catalogue_component USING btree (bundle_id);

CREATE INDEX catalogue_component_product_id_02e2707c ON public.catalogue_component USING btree (product_id);

CREATE INDEX catalogue_component_ref_26802222_like ON public.catalogue_component USING btree (ref varchar_pattern_ops);

CREATE INDEX catalogue_ended ON public.catalogue_product USING btree (id) WHERE ((lifecycle)::text = 'ended'::text);

CREATE INDEX catalogue_namepattern_ref_74977f81_like ON public.catalogue_namepattern USING btree (ref varchar_pattern_ops);

CREATE UNIQUE INDEX catalogue_part_once ON public.catalogue_component USING btree (bundle_id, product_id) WHERE (binned_at IS NULL);

CREATE UNIQUE INDEX catalogue_pattern_once ON public.catalogue_namepattern USING btree (lower((family)::text)) WHERE (binned_at IS NULL);

CREATE INDEX catalogue_product_ref_eb44f884_like ON public.catalogue_product USING btree (ref varchar_pattern_ops);

CREATE INDEX catalogue_product_successor_id_5b832a40 ON public.catalogue_product USING btree (successor_id);

CREATE INDEX catalogue_productversion_product_id_1661f0fd ON public.catalogue_productversion USING btree (product_id);

CREATE INDEX catalogue_productversion_ref_af97ae0a_like ON public.catalogue_productversion USING btree (ref varchar_pattern_ops);

CREATE UNIQUE INDEX catalogue_version_once ON public.catalogue_productversion USING btree (product_id, name) WHERE (binned_at IS NULL);

CREATE INDEX collateral_edition_document_id_52f0462f ON public.collateral_edition USING btree (document_id);

CREATE INDEX collateral_edition_filed_as_id_d472d512 ON public.collateral_edition USING btree (filed_as_id);

CREATE INDEX collateral_edition_item_id_acc03bab ON public.collateral_edition USING btree (item_id);

CREATE INDEX collateral_edition_ref_d27dbef4_like ON public.collateral_edition USING btree (ref varchar_pattern_ops);

CREATE INDEX collateral_item_by_name ON public.collateral_item USING btree (public.ft_fold((name)::text), id);

CREATE INDEX collateral_item_of_family ON public.collateral_item USING btree (family) WHERE (NOT ((family)::text = ''::text));

CREATE UNIQUE INDEX collateral_item_once ON public.collateral_packitem USING btree (pack_id, item_id) WHERE (binned_at IS NULL);

CREATE INDEX collateral_item_owner_id_172696ad ON public.collateral_item USING btree (owner_id);

CREATE INDEX collateral_item_product_id_e8edb6aa ON public.collateral_item USING btree (product_id);

CREATE INDEX collateral_item_ref_b07dbf85_like ON public.collateral_item USING btree (ref varchar_pattern_ops);

CREATE INDEX collateral_pack_by_name ON public.collateral_pack USING btree (public.ft_fold((name)::text), id);

CREATE INDEX collateral_pack_ref_2a367de6_like ON public.collateral_pack USING btree (ref varchar_pattern_ops);

CREATE INDEX collateral_pack_segment_id_f637dcdd ON public.collateral_pack USING btree (segment_id);

CREATE INDEX collateral_packitem_item_id_6198739b ON public.collateral_packitem USING btree (item_id);

CREATE INDEX collateral_packitem_pack_id_ba686850 ON public.collateral_packitem USING btree (pack_id);

CREATE INDEX collateral_packitem_ref_7c571fab_like ON public.collateral_packitem USING btree (ref varchar_pattern_ops);

CREATE INDEX contract_amendments_by_day ON public.contracts_amendment USING btree (effective_on, id);

CREATE INDEX contract_calls_of ON public.contracts_benefitcall USING btree (entitlement_id, id);

CREATE UNIQUE INDEX contract_clause_name ON public.contracts_clause USING btree (name) WHERE (binned_at IS NULL);

CREATE INDEX contract_clauses_in_order ON public.contracts_contractclause USING btree (contract_id, "position", id);

CREATE INDEX contract_commitments_of ON public.contracts_commitment USING btree (contract_id, id);

CREATE INDEX contract_discounts_of ON public.contracts_contractdiscount USING btree (contract_id, id);

CREATE INDEX contract_entitlements_of ON public.contracts_entitlement USING btree (contract_id, id);

CREATE INDEX contract_holdings_of ON public.contracts_holding USING btree (contract_id, id);

CREATE INDEX contract_lines_began_as ON public.contracts_contractline USING btree (COALESCE(began_as_id, id));

CREATE INDEX contract_lines_of ON public.contracts_contractline USING btree (contract_id, id);

CREATE INDEX contract_packages_of ON public.contracts_servicepackage USING btree (contract_id, id);

CREATE INDEX contract_points_of ON public.contracts_openpoint USING btree (contract_id, id);

CREATE UNIQUE INDEX contract_template_clause_once ON public.contracts_templateclause USING btree (template_id, clause_id) WHERE (binned_at IS NULL);

CREATE UNIQUE INDEX contract_template_once ON public.contracts_contracttemplate USING btree (name) WHERE (binned_at IS NULL);

CREATE UNIQUE INDEX contract_term_change_once ON public.contracts_termchange USING btree (amendment_id, term) WHERE (binned_at IS NULL);

CREATE INDEX contracts_amendment_contract_id_dc3dfe36 ON public.contracts_amendment USING btree (contract_id);

CREATE INDEX contracts_amendment_ref_f510ba46_like ON public.contracts_amendment USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_amendment_sent_version_id_20109d89 ON public.contracts_amendment USING btree (sent_version_id);

CREATE INDEX contracts_benefitcall_entitlement_id_c0913237 ON public.contracts_benefitcall USING btree (entitlement_id);

CREATE INDEX contracts_benefitcall_ref_b650cc9b_like ON public.contracts_benefitcall USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_by_end ON public.contracts_contract USING btree (term_ends_on, id);

CREATE INDEX contracts_by_former ON public.contracts_contract USING btree (former_id) WHERE (NOT ((former_id)::text = ''::text));

CREATE INDEX contracts_by_name ON public.contracts_contract USING btree (public.ft_fold((name)::text), id);

CREATE INDEX contracts_by_notice ON public.contracts_contract USING btree (notice_by, id);

CREATE INDEX contracts_by_promised ON public.contracts_contract USING btree (promised_until, id) WHERE ((state)::text = 'signed'::text);

CREATE INDEX contracts_by_start ON public.contracts_contract USING btree (starts_on, id);

CREATE INDEX contracts_clause_alternative_to_id_4aef9431 ON public.contracts_clause USING btree (alternative_to_id);

CREATE INDEX contracts_clause_ref_ddac3ed5_like ON public.contracts_clause USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_clauseversion_by_id_1ea1f236 ON public.contracts_clauseversion USING btree (by_id);

CREATE INDEX contracts_clauseversion_clause_id_a9f07e4d ON public.contracts_clauseversion USING btree (clause_id);

CREATE INDEX contracts_clauseversion_ref_127286b5_like ON public.contracts_clauseversion USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_commitment_amendment_id_50083452 ON public.contracts_commitment USING btree (amendment_id);

CREATE INDEX contracts_commitment_continues_id_3a11a8a4 ON public.contracts_commitment USING btree (continues_id);

CREATE INDEX contracts_commitment_contract_id_7dc5e7ea ON public.contracts_commitment USING btree (contract_id);

CREATE INDEX contracts_commitment_ended_by_id_cf815ba1 ON public.contracts_commitment USING btree (ended_by_id);

CREATE INDEX contracts_commitment_ref_be1457f8_like ON public.contracts_commitment USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_commitment_replaces_id_ee04d2e2 ON public.contracts_commitment USING btree (replaces_id);

CREATE INDEX contracts_contract_account_id_44a4611a ON public.contracts_contract USING btree (account_id);

CREATE INDEX contracts_contract_contact_id_c00d158c ON public.contracts_contract USING btree (contact_id);

CREATE INDEX contracts_contract_opportunity_id_cdbeb47d ON public.contracts_contract USING btree (opportunity_id);

CREATE INDEX contracts_contract_our_signer_id_bcf80a53 ON public.contracts_contract USING btree (our_signer_id);

CREATE INDEX contracts_contract_owner_id_b6fd2bd8 ON public.contracts_contract USING btree (owner_id);

CREATE INDEX contracts_contract_quote_version_id_d224d9d7 ON public.contracts_contract USING btree (quote_version_id);

CREATE INDEX contracts_contract_ref_6250d0d5_like ON public.contracts_contract USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_contract_sent_version_id_010be6ce ON public.contracts_contract USING btree (sent_version_id);

CREATE INDEX contracts_contract_team_id_00662254 ON public.contracts_contract USING btree (team_id);

CREATE INDEX contracts_contract_template_id_51d2e329 ON public.contracts_contract USING btree (template_id);

CREATE INDEX contracts_contractclause_clause_id_e8068404 ON public.contracts_contractclause USING btree (clause_id);

CREATE INDEX contracts_contractclause_clause_version_id_19574e9c ON public.contracts_contractclause USING btree (clause_version_id);

CREATE INDEX contracts_contractclause_contract_id_65156ef4 ON public.contracts_contractclause USING btree (contract_id);

CREATE INDEX contracts_contractclause_ref_1f083734_like ON public.contracts_contractclause USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_contractdiscount_amendment_id_60c0a869 ON public.contracts_contractdiscount USING btree (amendment_id);

CREATE INDEX contracts_contractdiscount_contract_id_a0884eac ON public.contracts_contractdiscount USING btree (contract_id);

CREATE INDEX contracts_contractdiscount_department_id_ab463f5f ON public.contracts_contractdiscount USING btree (department_id);

CREATE INDEX contracts_contractdiscount_ended_by_id_62a9099c ON public.contracts_contractdiscount USING btree (ended_by_id);

CREATE INDEX contracts_contractdiscount_ref_c0672c0f_like ON public.contracts_contractdiscount USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_contractdiscount_replaces_id_cb49cb5f ON public.contracts_contractdiscount USING btree (replaces_id);

CREATE INDEX contracts_contractline_amendment_id_5501f03a ON public.contracts_contractline USING btree (amendment_id);

CREATE INDEX contracts_contractline_began_as_id_62856ac7 ON public.contracts_contractline USING btree (began_as_id);

CREATE INDEX contracts_contractline_continues_id_f73a2746 ON public.contracts_contractline USING btree (continues_id);

CREATE INDEX contracts_contractline_contract_id_884152b1 ON public.contracts_contractline USING btree (contract_id);

CREATE INDEX contracts_contractline_ended_by_id_58d7935e ON public.contracts_contractline USING btree (ended_by_id);

CREATE INDEX contracts_contractline_product_id_ec363794 ON public.contracts_contractline USING btree (product_id);

CREATE INDEX contracts_contractline_ref_eefed8ff_like ON public.contracts_contractline USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_contractline_replaces_id_7688c8b4 ON public.contracts_contractline USING btree (replaces_id);

CREATE INDEX contracts_contracttemplate_ref_4355b78f_like ON public.contracts_contracttemplate USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_entitlement_amendment_id_79b2793a ON public.contracts_entitlement USING btree (amendment_id);

CREATE INDEX contracts_entitlement_contract_id_2c3831c7 ON public.contracts_entitlement USING btree (contract_id);

CREATE INDEX contracts_entitlement_department_id_d0769743 ON public.contracts_entitlement USING btree (department_id);

CREATE INDEX contracts_entitlement_ended_by_id_d73ae841 ON public.contracts_entitlement USING btree (ended_by_id);

CREATE INDEX contracts_entitlement_line_id_8a2b9bb9 ON public.contracts_entitlement USING btree (line_id);

CREATE INDEX contracts_entitlement_person_id_eff6bac2 ON public.contracts_entitlement USING btree (person_id);

CREATE INDEX contracts_entitlement_ref_1f4bd4b5_like ON public.contracts_entitlement USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_entitlement_replaces_id_66e0cc71 ON public.contracts_entitlement USING btree (replaces_id);

CREATE INDEX contracts_holding_contact_id_dc00f815 ON public.contracts_holding USING btree (contact_id);

CREATE INDEX contracts_holding_contract_id_60a1c572 ON public.contracts_holding USING btree (contract_id);

CREATE INDEX contracts_holding_person_id_ff1f484d ON public.contracts_holding USING btree (person_id);

CREATE INDEX contracts_holding_ref_198b44d8_like ON public.contracts_holding USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_in_state ON public.contracts_contract USING btree (state, id);

CREATE INDEX contracts_negotiationround_contact_id_ebb25506 ON public.contracts_negotiationround USING btree (contact_id);

CREATE INDEX contracts_negotiationround_contract_id_adc8d57b ON public.contracts_negotiationround USING btree (contract_id);

CREATE INDEX contracts_negotiationround_paper_id_de197933 ON public.contracts_negotiationround USING btree (paper_id);

CREATE INDEX contracts_negotiationround_person_id_c6fe570c ON public.contracts_negotiationround USING btree (person_id);

CREATE INDEX contracts_negotiationround_ref_83a60d18_like ON public.contracts_negotiationround USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_of_account ON public.contracts_contract USING btree (account_id, id);

CREATE INDEX contracts_of_owner ON public.contracts_contract USING btree (owner_id, state);

CREATE INDEX contracts_of_team ON public.contracts_contract USING btree (team_id, state);

CREATE INDEX contracts_openpoint_contract_id_2b17ec82 ON public.contracts_openpoint USING btree (contract_id);

CREATE INDEX contracts_openpoint_owner_id_c505e63e ON public.contracts_openpoint USING btree (owner_id);

CREATE INDEX contracts_openpoint_ref_1c3ed224_like ON public.contracts_openpoint USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_servicepackage_amendment_id_8c3b0943 ON public.contracts_servicepackage USING btree (amendment_id);

CREATE INDEX contracts_servicepackage_contract_id_0560b49b ON public.contracts_servicepackage USING btree (contract_id);

CREATE INDEX contracts_servicepackage_ended_by_id_39247716 ON public.contracts_servicepackage USING btree (ended_by_id);

CREATE INDEX contracts_servicepackage_product_id_b6158b06 ON public.contracts_servicepackage USING btree (product_id);

CREATE INDEX contracts_servicepackage_ref_92dd4920_like ON public.contracts_servicepackage USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_servicepackage_replaces_id_2225556e ON public.contracts_servicepackage USING btree (replaces_id);

CREATE INDEX contracts_templateclause_clause_id_1d0688f0 ON public.contracts_templateclause USING btree (clause_id);

CREATE INDEX contracts_templateclause_ref_97418f2a_like ON public.contracts_templateclause USING btree (ref varchar_pattern_ops);

CREATE INDEX contracts_templateclause_template_id_7efb9978 ON public.contracts_templateclause USING btree (template_id);

CREATE INDEX contracts_termchange_amendment_id_8839e031 ON public.contracts_termchange USING btree (amendment_id);

CREATE INDEX contracts_termchange_ref_ff447ec0_like ON public.contracts_termchange USING btree (ref varchar_pattern_ops);

CREATE INDEX custom_customfield_ref_121899f0_like ON public.custom_customfield USING btree (ref varchar_pattern_ops);

CREATE INDEX custom_customoption_field_id_e4f15626 ON public.custom_customoption USING btree (field_id);

CREATE INDEX custom_customoption_ref_80ce3d2a_like ON public.custom_customoption USING btree (ref varchar_pattern_ops);

CREATE INDEX custom_options_in_order ON public.custom_customoption USING btree (field_id, "position");

CREATE INDEX deliveries_asked ON public.deliveries_satisfaction USING btree (asked_at DESC);

CREATE UNIQUE INDEX deliveries_asked_once ON public.deliveries_satisfaction USING btree (promise_id) WHERE (binned_at IS NULL);

CREATE INDEX deliveries_caught_by ON public.deliveries_caughterror USING btree (by_id, at DESC);

CREATE INDEX deliveries_caughterror_by_id_aba9b563 ON public.deliveries_caughterror USING btree (by_id);

CREATE INDEX deliveries_caughterror_ref_67ac0da6_like ON public.deliveries_caughterror USING btree (ref varchar_pattern_ops);

CREATE INDEX deliveries_departmentsetting_department_id_3aa83094 ON public.deliveries_departmentsetting USING btree (department_id);

CREATE INDEX deliveries_departmentsetting_ref_8cb69cd5_like ON public.deliveries_departmentsetting USING btree (ref varchar_pattern_ops);

CREATE INDEX deliveries_makegood_account_id_89090826 ON public.deliveries_makegood USING btree (account_id);

CREATE INDEX deliveries_makegood_promise_id_10689cb7 ON public.deliveries_makegood USING btree (promise_id);

CREATE INDEX deliveries_makegood_ref_fc68eb15_like ON public.deliveries_makegood USING btree (ref varchar_pattern_ops);

CREATE UNIQUE INDEX deliveries_one_setting ON public.deliveries_departmentsetting USING btree (department_id) WHERE (binned_at IS NULL);

CREATE INDEX deliveries_satisfaction_account_id_542fde37 ON public.deliveries_satisfaction USING btree (account_id);

CREATE INDEX deliveries_satisfaction_contact_id_fc1ddef8 ON public.deliveries_satisfaction USING btree (contact_id);

CREATE INDEX deliveries_satisfaction_department_id_56ec53bb ON public.deliveries_satisfaction USING btree (department_id);

CREATE INDEX deliveries_satisfaction_promise_id_6da53600 ON public.deliveries_satisfaction USING btree (promise_id);

CREATE INDEX deliveries_satisfaction_ref_4f64590a_like ON public.deliveries_satisfaction USING btree (ref varchar_pattern_ops);

CREATE INDEX django_session_expire_date_a5c62663 ON public.django_session USING btree (expire_date);

CREATE INDEX django_session_session_key_c0390e0f_like ON public.django_session USING btree (session_key varchar_pattern_ops);

CREATE INDEX documents_about ON public.documents_document USING btree (about_kind, about_id, id DESC);

CREATE INDEX documents_by_content ON public.documents_documentversion USING btree (sha256);

CREATE INDEX documents_document_account_id_dd786bcc ON public.documents_document USING btree (account_id);

CREATE INDEX documents_document_author_id_6440570b ON public.documents_document USING btree (author_id);

CREATE INDEX documents_document_ref_2b9c05a2_like ON public.documents_document USING btree (ref varchar_pattern_ops);

CREATE INDEX documents_documentversion_author_id_62130033 ON public.documents_documentversion USING btree (author_id);

CREATE INDEX documents_documentversion_document_id_42757b7a ON public.documents_documentversion USING btree (document_id);

CREATE INDEX documents_documentversion_ref_0bd8efb2_like ON public.documents_documentversion USING btree (ref varchar_pattern_ops);

CREATE INDEX documents_of_account ON public.documents_document USING btree (account_id, id DESC);

CREATE UNIQUE INDEX documents_one_rule ON public.documents_retentionrule USING btree (kind) WHERE (binned_at IS NULL);

CREATE INDEX documents_retentionrule_ref_bf84a811_like ON public.documents_retentionrule USING btree (ref varchar_pattern_ops);

CREATE UNIQUE INDEX doubles_apart_once ON public.doubles_toldapart USING btree (kind, first_id, second_id) WHERE (binned_at IS NULL);

CREATE INDEX doubles_likeliest_first ON public.doubles_suspicion USING btree (kind, score DESC, id);

CREATE INDEX doubles_merge_ref_a9ce3b4f_like ON public.doubles_merge USING btree (ref varchar_pattern_ops);

CREATE INDEX doubles_merges_into ON public.doubles_merge USING btree (kind, record_id);

CREATE INDEX doubles_merges_lately ON public.doubles_merge USING btree (at DESC, id DESC);

CREATE INDEX doubles_merges_of ON public.doubles_merge USING btree (kind, gone_id);

CREATE INDEX doubles_scan_kind_d65b0d60_like ON public.doubles_scan USING btree (kind varchar_pattern_ops);

CREATE INDEX doubles_toldapart_ref_b04bf0cc_like ON public.doubles_toldapart USING btree (ref varchar_pattern_ops);

CREATE INDEX downloads_download_at_8455b774 ON public.downloads_download USING btree (at);

CREATE INDEX escalation_escalation_promise_id_420ec026 ON public.escalation_escalation USING btree (promise_id);

CREATE INDEX escalation_escalation_ref_72c5114c_like ON public.escalation_escalation USING btree (ref varchar_pattern_ops);

CREATE INDEX escalation_escalation_step_id_a9d9d37f ON public.escalation_escalation USING btree (step_id);

CREATE INDEX escalation_escalation_to_id_a0a6555b ON public.escalation_escalation USING btree (to_id);

CREATE INDEX escalation_escalationrule_department_id_cb0772d9 ON public.escalation_escalationrule USING btree (department_id);

CREATE INDEX escalation_escalationrule_ref_9b772bd1_like ON public.escalation_escalationrule USING btree (ref varchar_pattern_ops);

CREATE INDEX escalation_escalationrule_segment_id_7035916c ON public.escalation_escalationrule USING btree (segment_id);

CREATE INDEX escalation_escalationstep_person_id_a6ace1f9 ON public.escalation_escalationstep USING btree (person_id);

CREATE INDEX escalation_escalationstep_ref_d725c31b_like ON public.escalation_escalationstep USING btree (ref varchar_pattern_ops);

CREATE INDEX escalation_escalationstep_rule_id_5ee4469b ON public.escalation_escalationstep USING btree (rule_id);

CREATE UNIQUE INDEX escalation_rule_once ON public.escalation_escalationrule USING btree (name) WHERE (binned_at IS NULL);

CREATE UNIQUE INDEX escalation_step_once ON public.escalation_escalationstep USING btree (rule_id, side, days, does) WHERE (binned_at IS NULL);

CREATE INDEX escalation_under_way ON public.escalation_escalation USING btree (promise_id) WHERE (NOT is_over);

CREATE INDEX exchange_alias_author_id_ce8cde83 ON public.exchange_alias USING btree (author_id);

CREATE UNIQUE INDEX exchange_alias_once ON public.exchange_alias USING btree (kind, key) WHERE (binned_at IS NULL);

CREATE INDEX exchange_alias_ref_8d244dff_like ON public.exchange_alias USING btree (ref varchar_pattern_ops);

CREATE INDEX exchange_import_author_id_688f4bdd ON public.exchange_import USING btree (author_id);

CREATE INDEX exchange_import_ref_96c9373c_like ON public.exchange_import USING btree (ref varchar_pattern_ops);

CREATE INDEX exchange_matched_by_team ON public.exchange_matched USING btree (team_id, "into", heads_hash);

CREATE INDEX exchange_rows_by_verdict ON public.exchange_stagedrow USING btree (upload_id, verdict, number);

CREATE INDEX facts_delivery_announcement_id_988ad3e6 ON public.facts_delivery USING btree (announcement_id);

CREATE UNIQUE INDEX fitting_attribute_once ON public.fitting_attribute USING btree (name) WHERE (binned_at IS NULL);

CREATE INDEX fitting_attribute_other_end_of_id_a0cdcc49 ON public.fitting_attribute USING btree (other_end_of_id);

CREATE INDEX fitting_attribute_ref_37f5f61b_like ON public.fitting_attribute USING btree (ref varchar_pattern_ops);

CREATE UNIQUE INDEX fitting_cross_once ON public.fitting_crossreference USING btree (upper(regexp_replace((number)::text, '[^[:alnum:]]'::text, ''::text, 'g'::text)), maker, product_id) WHERE (binned_at IS NULL);

CREATE INDEX fitting_crossreference_product_id_b2a662d9 ON public.fitting_crossreference USING btree (product_id);

CREATE INDEX fitting_crossreference_ref_c32c4dd8_like ON public.fitting_crossreference USING btree (ref varchar_pattern_ops);

CREATE UNIQUE INDEX fitting_family_once ON public.fitting_partfamily USING btree (name) WHERE (binned_at IS NULL);

CREATE INDEX fitting_familyattribute_attribute_id_1f3052d4 ON public.fitting_familyattribute USING btree (attribute_id);

CREATE INDEX fitting_familyattribute_family_id_26a38538 ON public.fitting_familyattribute USING btree (family_id);

CREATE INDEX fitting_familyattribute_ref_f15efcc0_like ON public.fitting_familyattribute USING btree (ref varchar_pattern_ops);

CREATE INDEX fitting_fitcondition_attribute_id_e1ea2527 ON public.fitting_fitcondition USING btree (attribute_id);

CREATE INDEX fitting_fitcondition_mate_attribute_id_bf1f5692 ON public.fitting_fitcondition USING btree (mate_attribute_id);

CREATE INDEX fitting_fitcondition_ref_9d93f365_like ON public.fitting_fitcondition USING btree (ref varchar_pattern_ops);

CREATE INDEX fitting_fitcondition_rule_id_5f06c443 ON public.fitting_fitcondition USING btree (rule_id);

CREATE INDEX fitting_fitrule_family_id_5293114c ON public.fitting_fitrule USING btree (family_id);

CREATE INDEX fitting_fitrule_mate_id_6956b570 ON public.fitting_fitrule USING btree (mate_id);

CREATE INDEX fitting_fitrule_ref_1e8bd8fb_like ON public.fitting_fitrule USING btree (ref varchar_pattern_ops);

CREATE UNIQUE INDEX fitting_of_family_once ON public.fitting_familyattribute USING btree (family_id, attribute_id) WHERE (binned_at IS NULL);

CREATE INDEX fitting_partfamily_ref_20cd6f43_like ON public.fitting_partfamily USING btree (ref varchar_pattern_ops);

CREATE INDEX fitting_partsheet_family_id_0994ab91 ON public.fitting_partsheet USING btree (family_id);

CREATE INDEX fitting_partsheet_product_id_cefc56bd ON public.fitting_partsheet USING btree (product_id);

CREATE INDEX fitting_partsheet_ref_a62d323e_like ON public.fitting_partsheet USING btree (ref varchar_pattern_ops);

CREATE INDEX fitting_partsheet_table_id_a01ab77a ON public.fitting_partsheet USING btree (table_id);

CREATE INDEX fitting_parttable_ref_659b8f96_like ON public.fitting_parttable USING btree (ref varchar_pattern_ops);

CREATE UNIQUE INDEX fitting_rule_once ON public.fitting_fitrule USING btree (name) WHERE (binned_at IS NULL);

CREATE INDEX fitting_sheet_by_designation ON public.fitting_partsheet USING btree (family_id, designation, id);

CREATE INDEX fitting_sheet_of_family ON public.fitting_partsheet USING btree (family_id, product_id) WHERE (binned_at IS NULL);

CREATE UNIQUE INDEX fitting_sheet_once ON public.fitting_partsheet USING btree (product_id) WHERE (binned_at IS NULL);

CREATE INDEX fitting_sheet_problems ON public.fitting_partsheet USING btree (id) WHERE (NOT (problems = '[]'::jsonb));

CREATE INDEX fitting_value_by_key ON public.fitting_partvalue USING btree (family_id, attribute_id, key, product_id);

CREATE INDEX fitting_value_by_number ON public.fitting_partvalue USING btree (family_id, attribute_id, series, low, high, product_id);

CREATE INDEX fitting_value_of_product ON public.fitting_partvalue USING btree (product_id, attribute_id);

CREATE INDEX history_caused ON public.history_deed USING btree (cause) WHERE (cause IS NOT NULL);

CREATE INDEX history_deeds_of ON public.history_deed USING btree (actor_id, id DESC);

CREATE INDEX history_deeds_on ON public.history_deed USING btree (kind, id DESC);

CREATE INDEX history_of_parent ON public.history_entry USING btree (parent_kind, parent_id, id DESC) WHERE (parent_id IS NOT NULL);

CREATE INDEX history_of_record ON public.history_entry USING btree (kind, record_id, id DESC);

CREATE INDEX history_of_run ON public.history_entry USING btree (run);

CREATE INDEX history_takes_back ON public.history_deed USING btree (root, id DESC) WHERE (root IS NOT NULL);

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);

CREATE INDEX links_codes_of_link ON public.links_linkcode USING btree (link_id, id DESC);

CREATE INDEX links_guestlink_author_id_f8faed79 ON public.links_guestlink USING btree (author_id);

CREATE INDEX links_guestlink_ref_724f2fee_like ON public.links_guestlink USING btree (ref varchar_pattern_ops);

CREATE INDEX links_guestlink_token_hash_fd02e850_like ON public.links_guestlink USING btree (token_hash varchar_pattern_ops);

CREATE INDEX links_knock_address_71703ee9_like ON public.links_knock USING btree (address varchar_pattern_ops);

CREATE INDEX links_knock_at_41be3640 ON public.links_knock USING btree (at);

CREATE INDEX links_linkcode_link_id_ffaec00b ON public.links_linkcode USING btree (link_id);

CREATE INDEX links_of_record ON public.links_guestlink USING btree (kind, record_id, id DESC);

CREATE INDEX mail_mail_answers_id_743342e3 ON public.mail_mail USING btree (answers_id);

CREATE INDEX mail_mail_author_id_a1685a93 ON public.mail_mail USING btree (author_id);

CREATE INDEX mail_mail_ref_f9675b7d_like ON public.mail_mail USING btree (ref varchar_pattern_ops);

CREATE INDEX mail_mailserver_ref_9671bbb3_like ON public.mail_mailserver USING btree (ref varchar_pattern_ops);

CREATE INDEX mail_mailtemplate_ref_d2fe515a_like ON public.mail_mailtemplate USING btree (ref varchar_pattern_ops);

CREATE INDEX mail_of_record ON public.mail_mail USING btree (kind, record_id, at DESC);

CREATE UNIQUE INDEX mail_once ON public.mail_mail USING btree (once) WHERE (NOT ((once)::text = ''::text));

CREATE UNIQUE INDEX mail_template_once ON public.mail_mailtemplate USING btree (key, language) WHERE (binned_at IS NULL);

CREATE INDEX mail_to_go ON public.mail_mail USING btree (id) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'sending'::character varying])::text[]));

CREATE INDEX meters_by_name ON public.usage_meter USING btree (public.ft_fold((name)::text), id);

CREATE INDEX meters_of_account ON public.usage_meter USING btree (account_id, id);

CREATE INDEX notes_attachment_author_id_0d916218 ON public.notes_attachment USING btree (author_id);

CREATE INDEX notes_attachment_ref_0e498aad_like ON public.notes_attachment USING btree (ref varchar_pattern_ops);

CREATE INDEX notes_files_of_record ON public.notes_attachment USING btree (kind, record_id, id DESC);

CREATE INDEX notes_note_author_id_e9645357 ON public.notes_note USING btree (author_id);

CREATE INDEX notes_note_ref_c8859172_like ON public.notes_note USING btree (ref varchar_pattern_ops);

CREATE INDEX notes_of_record ON public.notes_note USING btree (kind, record_id, id DESC);

CREATE INDEX notify_latest ON public.notify_notice USING btree (user_id, at DESC);

CREATE INDEX notify_notice_user_id_47670421 ON public.notify_notice USING btree (user_id);

CREATE UNIQUE INDEX notify_once ON public.notify_notice USING btree (user_id, once) WHERE (NOT ((once)::text = ''::text));

CREATE INDEX numbering_led_here ON public.numbering_formernumber USING btree (kind, record_id);

CREATE INDEX onboarding_steps_of ON public.orders_onboardingstep USING btree (onboarding_id, days_before DESC, id);

CREATE INDEX onboardings_by_go_live ON public.orders_onboarding USING btree (go_live_on, id);

CREATE INDEX onboardings_of_account ON public.orders_onboarding USING btree (account_id, id);

CREATE INDEX onboardings_of_order ON public.orders_onboarding USING btree (order_id);

CREATE INDEX order_answers_of ON public.orders_sheetanswer USING btree (sheet_id, "position", id);

CREATE INDEX order_dates_of ON public.orders_datechange USING btree (order_line_id, id);

CREATE INDEX order_lines_by_promised ON public.orders_orderline USING btree (promised_on, id);

CREATE INDEX order_lines_of ON public.orders_orderline USING btree (order_id, "position", id);

CREATE INDEX order_lines_of_department ON public.orders_orderline USING btree (department_id, promised_on);

CREATE INDEX order_lines_of_product ON public.orders_orderline USING btree (product_id, id);

CREATE INDEX order_lines_of_promise ON public.orders_orderline USING btree (promise_id) WHERE (promise_id IS NOT NULL);

CREATE INDEX order_lines_owed ON public.orders_orderline USING btree (order_id, promised_on) WHERE ((binned_at IS NULL) AND (delivered < ((quantity + replaced) - cancelled)));

CREATE INDEX order_movements_of ON public.orders_deliverymovement USING btree (order_line_id, kind);

CREATE INDEX order_sheets_in_state ON public.orders_ordersheet USING btree (state, id);

CREATE INDEX order_sheets_of_account ON public.orders_ordersheet USING btree (account_id, id);

CREATE INDEX order_sheets_of_owner ON public.orders_ordersheet USING btree (owner_id, state);

CREATE INDEX order_sheets_of_receiver ON public.orders_ordersheet USING btree (receiver_id, state);

CREATE INDEX orders_by_day ON public.orders_order USING btree (ordered_on DESC NULLS LAST, id DESC);

CREATE INDEX orders_by_former ON public.orders_order USING btree (former_id) WHERE (NOT ((former_id)::text = ''::text));

CREATE INDEX orders_by_wanted ON public.orders_order USING btree (asked_on, id);

CREATE UNIQUE INDEX orders_checklist_once ON public.orders_checklisttemplate USING btree (name) WHERE (binned_at IS NULL);

CREATE INDEX orders_checkliststep_department_id_3d51f212 ON public.orders_checkliststep USING btree (department_id);

CREATE INDEX orders_checkliststep_ref_788120a5_like ON public.orders_checkliststep USING btree (ref varchar_pattern_ops);

CREATE INDEX orders_checkliststep_template_id_43810696 ON public.orders_checkliststep USING btree (template_id);

CREATE INDEX orders_checklisttemplate_ref_89410e31_like ON public.orders_checklisttemplate USING btree (ref varchar_pattern_ops);

CREATE INDEX orders_datechange_order_line_id_04405902 ON public.orders_datechange USING btree (order_line_id);

CREATE INDEX orders_datechange_ref_ca0e7e08_like ON public.orders_datechange USING btree (ref varchar_pattern_ops);

CREATE INDEX orders_deliverymovement_order_line_id_495a1e89 ON public.orders_deliverymovement USING btree (order_line_id);

CREATE INDEX orders_deliverymovement_promise_id_8612b34f ON public.orders_deliverymovement USING btree (promise_id);

CREATE INDEX orders_deliverymovement_ref_2ee5ad5b_like ON public.orders_deliverymovement USING btree (ref varchar_pattern_ops);

CREATE INDEX orders_in_state ON public.orders_order USING btree (state, id);

CREATE INDEX orders_of_account ON public.orders_order USING btree (account_id, id);

CREATE INDEX orders_of_contract ON public.orders_order USING btree (contract_id) WHERE (contract_id IS NOT NULL);

CREATE INDEX orders_of_owner ON public.orders_order USING btree (owner_id, state);

CREATE INDEX orders_of_team ON public.orders_order USING btree (team_id, state);

CREATE INDEX orders_onboarding_account_id_ff1af1fb ON public.orders_onboarding USING btree (account_id);

CREATE INDEX orders_onboarding_order_id_58f86756 ON public.orders_onboarding USING btree (order_id);

CREATE INDEX orders_onboarding_owner_id_6d30d73b ON public.orders_onboarding USING btree (owner_id);

CREATE INDEX orders_onboarding_ref_d276f879_like ON public.orders_onboarding USING btree (ref varchar_pattern_ops);

CREATE INDEX orders_onboarding_team_id_d3e81be5 ON public.orders_onboarding USING btree (team_id);

CREATE INDEX orders_onboardingstep_department_id_73f68436 ON public.orders_onboardingstep USING btree (department_id);

CREATE INDEX orders_onboardingstep_onboarding_id_a738702e ON public.orders_onboardingstep USING btree (onboarding_id);

CREATE INDEX orders_onboardingstep_person_id_5e5a1176 ON public.orders_onboardingstep USING btree (person_id);

CREATE INDEX orders_onboardingstep_promise_id_b84e8bc2 ON public.orders_onboardingstep USING btree (promise_id);

CREATE INDEX orders_onboardingstep_ref_8293b680_like ON public.orders_onboardingstep USING btree (ref varchar_pattern_ops);

CREATE INDEX orders_order_account_id_cf843c80 ON public.orders_order USING btree (account_id);

CREATE INDEX orders_order_contact_id_351ea2f1 ON public.orders_order USING btree (contact_id);

CREATE INDEX orders_order_contract_id_d3b0338c ON public.orders_order USING btree (contract_id);

CREATE INDEX orders_order_department_id_840e5505 ON public.orders_order USING btree (department_id);

CREATE INDEX orders_order_owner_id_b000b586 ON public.orders_order USING btree (owner_id);

CREATE INDEX orders_order_quote_version_id_e229770f ON public.orders_order USING btree (quote_version_id);

CREATE INDEX orders_order_ref_f10f1e65_like ON public.orders_order USING btree (ref varchar_pattern_ops);

CREATE INDEX orders_order_team_id_d8b8be41 ON public.orders_order USING btree (team_id);

CREATE INDEX orders_orderline_contract_line_id_19befa54 ON public.orders_orderline USING btree (contract_line_id);

CREATE INDEX orders_orderline_department_id_a3c10e36 ON public.orders_orderline USING btree (department_id);

CREATE INDEX orders_orderline_order_id_17f8f3ef ON public.orders_orderline USING btree (order_id);

CREATE INDEX orders_orderline_product_id_a68772b6 ON public.orders_orderline USING btree (product_id);

CREATE INDEX orders_orderline_promise_id_7f2fc72c ON public.orders_orderline USING btree (promise_id);

CREATE INDEX orders_orderline_ref_0b0dafab_like ON public.orders_orderline USING btree (ref varchar_pattern_ops);

CREATE INDEX orders_orderline_tax_id_718af7f3 ON public.orders_orderline USING btree (tax_id);

CREATE INDEX orders_ordersheet_account_id_7687cbe6 ON public.orders_ordersheet USING btree (account_id);

CREATE INDEX orders_ordersheet_contact_id_a645cec0 ON public.orders_ordersheet USING btree (contact_id);

CREATE INDEX orders_ordersheet_contract_id_8424f85a ON public.orders_ordersheet USING btree (contract_id);

CREATE INDEX orders_ordersheet_order_id_fa4496e3 ON public.orders_ordersheet USING btree (order_id);

CREATE INDEX orders_ordersheet_owner_id_c9fa67fb ON public.orders_ordersheet USING btree (owner_id);

CREATE INDEX orders_ordersheet_quote_version_id_f1560486 ON public.orders_ordersheet USING btree (quote_version_id);

CREATE INDEX orders_ordersheet_receiver_id_9e713018 ON public.orders_ordersheet USING btree (receiver_id);

CREATE INDEX orders_ordersheet_ref_5345e463_like ON public.orders_ordersheet USING btree (ref varchar_pattern_ops);

CREATE INDEX orders_ordersheet_team_id_d99e2f33 ON public.orders_ordersheet USING btree (team_id);

CREATE UNIQUE INDEX orders_po_once ON public.orders_order USING btree (account_id, lower((po_number)::text)) WHERE ((NOT ((po_number)::text = ''::text)) AND (binned_at IS NULL) AND (NOT po_repeated) AND (NOT ((state)::text = 'cancelled'::text)));

CREATE UNIQUE INDEX orders_question_once ON public.orders_sheetquestion USING btree (product_kind, label) WHERE (binned_at IS NULL);

CREATE INDEX orders_sheetanswer_question_id_0ffc2dfd ON public.orders_sheetanswer USING btree (question_id);

CREATE INDEX orders_sheetanswer_ref_13294d51_like ON public.orders_sheetanswer USING btree (ref varchar_pattern_ops);

CREATE INDEX orders_sheetanswer_sheet_id_367b069d ON public.orders_sheetanswer USING btree (sheet_id);

CREATE INDEX orders_sheetquestion_department_id_bb00c467 ON public.orders_sheetquestion USING btree (department_id);

CREATE INDEX orders_sheetquestion_ref_ebf3b520_like ON public.orders_sheetquestion USING btree (ref varchar_pattern_ops);

CREATE INDEX people_apikey_key_hash_19f56802_like ON public.people_apikey USING btree (key_hash varchar_pattern_ops);

CREATE INDEX people_apikey_ref_ff312245_like ON public.people_apikey USING btree (ref varchar_pattern_ops);

CREATE INDEX people_apikey_user_id_d5a0e3cd ON public.people_apikey USING btree (user_id);

CREATE INDEX people_atte_account_8a7dae_idx ON public.people_attempt USING btree (account, at);

CREATE INDEX people_atte_address_7128ff_idx ON public.people_attempt USING btree (address, at);

CREATE INDEX people_company_ref_45390953_like ON public.people_company USING btree (ref varchar_pattern_ops);

CREATE INDEX people_cover_by_id_1ad5d9a7 ON public.people_cover USING btree (by_id);

CREATE INDEX people_cover_ref_ae98297d_like ON public.people_cover USING btree (ref varchar_pattern_ops);

CREATE INDEX people_cover_user_id_3296eb0e ON public.people_cover USING btree (user_id);

CREATE UNIQUE INDEX people_email_once ON public.people_user USING btree (lower((email)::text)) WHERE (NOT ((email)::text = ''::text));

CREATE INDEX people_last_visits ON public.people_visit USING btree (user_id, at DESC);

CREATE UNIQUE INDEX people_member_once ON public.people_membership USING btree (user_id, team_id) WHERE (binned_at IS NULL);

CREATE INDEX people_membership_ref_21b2da67_like ON public.people_membership USING btree (ref varchar_pattern_ops);

CREATE INDEX people_membership_team_id_61ae9260 ON public.people_membership USING btree (team_id);

CREATE INDEX people_membership_user_id_35baff26 ON public.people_membership USING btree (user_id);

CREATE INDEX people_onetimelink_token_hash_41b72885_like ON public.people_onetimelink USING btree (token_hash varchar_pattern_ops);

CREATE INDEX people_onetimelink_user_id_539d4d1a ON public.people_onetimelink USING btree (user_id);

CREATE INDEX people_personsession_expire_date_eec98e16 ON public.people_personsession USING btree (expire_date);

CREATE INDEX people_personsession_session_key_3945773f_like ON public.people_personsession USING btree (session_key varchar_pattern_ops);

CREATE INDEX people_personsession_user_id_d66ba90b ON public.people_personsession USING btree (user_id);

CREATE INDEX people_team_by_name ON public.people_team USING btree (public.ft_fold((name)::text), id);

CREATE INDEX people_team_manager_id_4d5b2fff ON public.people_team USING btree (manager_id);

CREATE UNIQUE INDEX people_team_name_once ON public.people_team USING btree (lower((name)::text)) WHERE (binned_at IS NULL);

CREATE INDEX people_team_parent_id_fca2345e ON public.people_team USING btree (parent_id);

CREATE INDEX people_team_ref_c94b6451_like ON public.people_team USING btree (ref varchar_pattern_ops);

CREATE INDEX people_territory_by_name ON public.people_territory USING btree (public.ft_fold((name)::text), id);

CREATE INDEX people_territory_owner_id_f20ac77d ON public.people_territory USING btree (owner_id);

CREATE INDEX people_territory_ref_03997ee7_like ON public.people_territory USING btree (ref varchar_pattern_ops);

CREATE INDEX people_territory_team_id_8bbe8b26 ON public.people_territory USING btree (team_id);

CREATE INDEX people_user_by_name ON public.people_user USING btree (public.ft_fold((name)::text), id);

CREATE INDEX people_user_manager_id_b8ae65c6 ON public.people_user USING btree (manager_id);

CREATE INDEX people_user_ref_f7393605_like ON public.people_user USING btree (ref varchar_pattern_ops);

CREATE INDEX people_user_team_id_98c7e828 ON public.people_user USING btree (team_id);

CREATE INDEX people_visit_user_id_a083f564 ON public.people_visit USING btree (user_id);

CREATE INDEX pipeline_by_name ON public.pipeline_pipeline USING btree (public.ft_fold((name)::text), id);

CREATE INDEX pipeline_competitor_opportunity_id_46d5e0ae ON public.pipeline_competitor USING btree (opportunity_id);

CREATE INDEX pipeline_competitor_ref_5da97a09_like ON public.pipeline_competitor USING btree (ref varchar_pattern_ops);

CREATE UNIQUE INDEX pipeline_contact_once ON public.pipeline_opportunitycontact USING btree (opportunity_id, contact_id) WHERE (binned_at IS NULL);

CREATE INDEX pipeline_line_edition_id_f78d7d83 ON public.pipeline_line USING btree (edition_id);

CREATE INDEX pipeline_line_opportunity_id_cedd90d4 ON public.pipeline_line USING btree (opportunity_id);

CREATE INDEX pipeline_line_product_id_1112e077 ON public.pipeline_line USING btree (product_id);

CREATE INDEX pipeline_line_ref_af280acf_like ON public.pipeline_line USING btree (ref varchar_pattern_ops);

CREATE INDEX pipeline_line_tax_id_1423bb4d ON public.pipeline_line USING btree (tax_id);

CREATE INDEX pipeline_lines_of ON public.pipeline_line USING btree (opportunity_id, "position", id);

CREATE INDEX pipeline_moves_of ON public.pipeline_stagemove USING btree (opportunity_id, id);

CREATE UNIQUE INDEX pipeline_name_once ON public.pipeline_pipeline USING btree (name) WHERE (binned_at IS NULL);

CREATE UNIQUE INDEX pipeline_one_default ON public.pipeline_pipeline USING btree (is_default) WHERE ((binned_at IS NULL) AND is_default);

CREATE INDEX pipeline_opp_by_amount ON public.pipeline_opportunity USING btree (amount, id);

CREATE INDEX pipeline_opp_by_close ON public.pipeline_opportunity USING btree (close_on, id);

CREATE INDEX pipeline_opp_by_closed ON public.pipeline_opportunity USING btree (closed_on, id);

CREATE INDEX pipeline_opp_by_former ON public.pipeline_opportunity USING btree (former_id) WHERE (NOT ((former_id)::text = ''::text));

CREATE INDEX pipeline_opp_by_name ON public.pipeline_opportunity USING btree (public.ft_fold((name)::text), id);

CREATE INDEX pipeline_opp_closed_in_stage ON public.pipeline_opportunity USING btree (stage_id, closed_on DESC NULLS LAST, id DESC);

CREATE INDEX pipeline_opp_in_stage ON public.pipeline_opportunity USING btree (stage_id, close_on, id);

CREATE INDEX pipeline_opp_of_account ON public.pipeline_opportunity USING btree (account_id, id);

CREATE INDEX pipeline_opp_of_owner ON public.pipeline_opportunity USING btree (owner_id, state);

CREATE INDEX pipeline_opp_of_team ON public.pipeline_opportunity USING btree (team_id, state);

CREATE INDEX pipeline_opportunity_account_id_fb3875c5 ON public.pipeline_opportunity USING btree (account_id);

CREATE INDEX pipeline_opportunity_owner_id_8f4fd814 ON public.pipeline_opportunity USING btree (owner_id);

CREATE INDEX pipeline_opportunity_ref_0c13f327_like ON public.pipeline_opportunity USING btree (ref varchar_pattern_ops);

CREATE INDEX pipeline_opportunity_stage_id_d22e239d ON public.pipeline_opportunity USING btree (stage_id);

CREATE INDEX pipeline_opportunity_team_id_5fd5576e ON public.pipeline_opportunity USING btree (team_id);

CREATE INDEX pipeline_opportunitycontact_contact_id_2dc05c95 ON public.pipeline_opportunitycontact USING btree (contact_id);

CREATE INDEX pipeline_opportunitycontact_opportunity_id_dcc37ae5 ON public.pipeline_opportunitycontact USING btree (opportunity_id);

CREATE INDEX pipeline_opportunitycontact_ref_162b2e97_like ON public.pipeline_opportunitycontact USING btree (ref varchar_pattern_ops);

CREATE INDEX pipeline_pipeline_ref_3c4e4c5a_like ON public.pipeline_pipeline USING btree (ref varchar_pattern_ops);

CREATE UNIQUE INDEX pipeline_stage_once ON public.pipeline_stage USING btree (pipeline_id, name) WHERE (binned_at IS NULL);

CREATE INDEX pipeline_stage_pipeline_id_78646db2 ON public.pipeline_stage USING btree (pipeline_id);

CREATE INDEX pipeline_stage_ref_035406da_like ON public.pipeline_stage USING btree (ref varchar_pattern_ops);

CREATE INDEX pipeline_stagemove_after_id_cff5096a ON public.pipeline_stagemove USING btree (after_id);

CREATE INDEX pipeline_stagemove_before_id_19f63092 ON public.pipeline_stagemove USING btree (before_id);

CREATE INDEX pipeline_stagemove_by_id_357d4462 ON public.pipeline_stagemove USING btree (by_id);

CREATE INDEX pipeline_stagemove_opportunity_id_ee04626a ON public.pipeline_stagemove USING btree (opportunity_id);

CREATE INDEX pipeline_stagemove_ref_c982f26c_like ON public.pipeline_stagemove USING btree (ref varchar_pattern_ops);

CREATE INDEX pipeline_stages_in_order ON public.pipeline_stage USING btree (pipeline_id, "position");

CREATE INDEX placements_by_start ON public.placements_placement USING btree (starts_on, id);

CREATE INDEX placements_in_slot ON public.placements_placement USING btree (slot_id) WHERE (slot_id IS NOT NULL);

CREATE INDEX placements_of_account ON public.placements_placement USING btree (account_id, starts_on);

CREATE INDEX placements_of_contract ON public.placements_placement USING btree (contract_id, starts_on);

CREATE INDEX placements_of_line ON public.placements_placement USING btree (line_id) WHERE (line_id IS NOT NULL);

CREATE INDEX placements_placement_account_id_d8ba8ddf ON public.placements_placement USING btree (account_id);

CREATE INDEX placements_placement_contract_id_d3dc2094 ON public.placements_placement USING btree (contract_id);

CREATE INDEX placements_placement_department_id_9c6dd313 ON public.placements_placement USING btree (department_id);

CREATE INDEX placements_placement_entitlement_id_e31a399f ON public.placements_placement USING btree (entitlement_id);

CREATE INDEX placements_placement_line_id_69aff90b ON public.placements_placement USING btree (line_id);

CREATE INDEX placements_placement_promise_id_eef99522 ON public.placements_placement USING btree (promise_id);

CREATE INDEX placements_placement_ref_6422efea_like ON public.placements_placement USING btree (ref varchar_pattern_ops);

CREATE INDEX placements_placement_slot_id_aef21f2b ON public.placements_placement USING btree (slot_id);

CREATE INDEX placements_slot_ref_7384075e_like ON public.placements_slot USING btree (ref varchar_pattern_ops);

CREATE INDEX pricing_book_by_name ON public.pricing_pricebook USING btree (public.ft_fold((name)::text), id);

CREATE UNIQUE INDEX pricing_book_once ON public.pricing_pricebook USING btree (name) WHERE (binned_at IS NULL);

CREATE INDEX pricing_in_edition ON public.pricing_priceentry USING btree (edition_id, id);

CREATE INDEX pricing_of_product ON public.pricing_priceentry USING btree (product_id, edition_id);

CREATE INDEX pricing_pricebook_partner_id_bfab1bdd ON public.pricing_pricebook USING btree (partner_id);

CREATE INDEX pricing_pricebook_ref_8d722431_like ON public.pricing_pricebook USING btree (ref varchar_pattern_ops);

CREATE INDEX pricing_pricebook_segment_id_de3e72ca ON public.pricing_pricebook USING btree (segment_id);

CREATE INDEX pricing_priceedition_book_id_49ef9034 ON public.pricing_priceedition USING btree (book_id);

CREATE INDEX pricing_priceedition_published_by_id_36c68fdb ON public.pricing_priceedition USING btree (published_by_id);

CREATE INDEX pricing_priceedition_ref_cafa71a2_like ON public.pricing_priceedition USING btree (ref varchar_pattern_ops);

CREATE INDEX pricing_priceentry_edition_id_6a04a3ab ON public.pricing_priceentry USING btree (edition_id);

CREATE INDEX pricing_priceentry_product_id_99f4d7de ON public.pricing_priceentry USING btree (product_id);

CREATE INDEX pricing_priceentry_ref_5dd9fde0_like ON public.pricing_priceentry USING btree (ref varchar_pattern_ops);

CREATE UNIQUE INDEX pricing_product_once ON public.pricing_priceentry USING btree (edition_id, product_id) WHERE (binned_at IS NULL);

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);

CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);

CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);

CREATE INDEX promises_by_due ON public.promises_promise USING btree (due, id);

CREATE INDEX promises_closed ON public.promises_promise USING btree (closed_at DESC) WHERE (closed_at IS NOT NULL);

CREATE INDEX promises_departments_owe ON public.promises_promise USING btree (due, id) WHERE ((department_id IS NOT NULL) AND ((state)::text = 'open'::text));

CREATE INDEX promises_evidence_attachment_id_96014611 ON public.promises_evidence USING btree (attachment_id);

CREATE INDEX promises_evidence_of ON public.promises_evidence USING btree (promise_id);

CREATE INDEX promises_evidence_promise_id_244d472f ON public.promises_evidence USING btree (promise_id);

CREATE INDEX promises_evidence_ref_2fc3a303_like ON public.promises_evidence USING btree (ref varchar_pattern_ops);

CREATE INDEX promises_judged ON public.promises_promise USING btree (judged_at, id);

CREATE INDEX promises_of_account ON public.promises_promise USING btree (account_id, due);

CREATE INDEX promises_of_department ON public.promises_promise USING btree (department_id, due, id) WHERE ((state)::text = 'open'::text);

CREATE INDEX promises_of_departments_week ON public.promises_promise USING btree (due) INCLUDE (state, owner_id, minder_id, raised_to_id, account_id) WHERE ((binned_at IS NULL) AND (department_id IS NOT NULL) AND ((direction)::text = 'promise'::text));

CREATE INDEX promises_of_minder ON public.promises_promise USING btree (minder_id, due, id) WHERE ((state)::text = 'open'::text);

CREATE INDEX promises_of_owner ON public.promises_promise USING btree (owner_id, due, id) WHERE ((state)::text = 'open'::text);

CREATE INDEX promises_of_source ON public.promises_promise USING btree (source_kind, source_id) WHERE (source_id IS NOT NULL);

CREATE INDEX promises_of_team ON public.promises_promise USING btree (team_id, due, id) WHERE ((state)::text = 'open'::text);

CREATE INDEX promises_promise_account_id_516e7658 ON public.promises_promise USING btree (account_id);

CREATE INDEX promises_promise_blocked_by_id_e1ef2ef9 ON public.promises_promise USING btree (blocked_by_id);

CREATE INDEX promises_promise_closed_by_id_a52dbbfe ON public.promises_promise USING btree (closed_by_id);

CREATE INDEX promises_promise_contact_id_24d4c6ec ON public.promises_promise USING btree (contact_id);

CREATE INDEX promises_promise_department_id_77cf82c5 ON public.promises_promise USING btree (department_id);

CREATE INDEX promises_promise_minder_id_bf70697d ON public.promises_promise USING btree (minder_id);

CREATE INDEX promises_promise_occurrence_ade6b139_like ON public.promises_promise USING btree (occurrence varchar_pattern_ops);

CREATE INDEX promises_promise_owner_id_9fd04f51 ON public.promises_promise USING btree (owner_id);

CREATE INDEX promises_promise_raised_to_id_0164890a ON public.promises_promise USING btree (raised_to_id);

CREATE INDEX promises_promise_ref_c4ad0ca3_like ON public.promises_promise USING btree (ref varchar_pattern_ops);

CREATE INDEX promises_promise_team_id_0820c111 ON public.promises_promise USING btree (team_id);

CREATE INDEX promises_raised ON public.promises_promise USING btree (raised_to_id, due, id) WHERE ((raised_to_id IS NOT NULL) AND ((state)::text = 'open'::text));

CREATE INDEX promises_rulesetting_ref_8515e891_like ON public.promises_rulesetting USING btree (ref varchar_pattern_ops);

CREATE INDEX promises_rulesetting_rule_7b3342d5_like ON public.promises_rulesetting USING btree (rule varchar_pattern_ops);

CREATE INDEX promises_slip_promise_id_e0ca010a ON public.promises_slip USING btree (promise_id);

CREATE INDEX promises_slip_ref_8664c7c0_like ON public.promises_slip USING btree (ref varchar_pattern_ops);

CREATE INDEX promises_standingpromise_account_id_5c37a882 ON public.promises_standingpromise USING btree (account_id);

CREATE INDEX promises_standingpromise_contact_id_8ba4df87 ON public.promises_standingpromise USING btree (contact_id);

CREATE INDEX promises_standingpromise_department_id_1b7a610b ON public.promises_standingpromise USING btree (department_id);

CREATE INDEX promises_standingpromise_minder_id_697daddc ON public.promises_standingpromise USING btree (minder_id);

CREATE INDEX promises_standingpromise_owner_id_a87ddde6 ON public.promises_standingpromise USING btree (owner_id);

CREATE INDEX promises_standingpromise_ref_9920743e_like ON public.promises_standingpromise USING btree (ref varchar_pattern_ops);

CREATE INDEX quotes_by_last_day ON public.quotes_quote USING btree (valid_until, id);

CREATE INDEX quotes_by_validity ON public.quotes_quote USING btree (state, valid_until);

CREATE INDEX quotes_of_account ON public.quotes_quote USING btree (account_id, id);

CREATE INDEX quotes_of_owner ON public.quotes_quote USING btree (owner_id, state);

CREATE UNIQUE INDEX quotes_one_live ON public.quotes_quote USING btree (opportunity_id) WHERE ((binned_at IS NULL) AND ((state)::text = ANY ((ARRAY['draft'::character varying, 'sent'::character varying])::text[])));

CREATE INDEX quotes_questions_of ON public.quotes_quotequestion USING btree (quote_id, id);

CREATE INDEX quotes_quote_account_id_88455ad6 ON public.quotes_quote USING btree (account_id);

CREATE INDEX quotes_quote_contact_id_73e50501 ON public.quotes_quote USING btree (contact_id);

CREATE INDEX quotes_quote_opportunity_id_7a131f99 ON public.quotes_quote USING btree (opportunity_id);

CREATE INDEX quotes_quote_owner_id_506b21f0 ON public.quotes_quote USING btree (owner_id);

CREATE INDEX quotes_quote_pack_id_44f6da04 ON public.quotes_quote USING btree (pack_id);

CREATE INDEX quotes_quote_ref_491134ef_like ON public.quotes_quote USING btree (ref varchar_pattern_ops);

CREATE INDEX quotes_quotequestion_answered_by_id_3d660d5a ON public.quotes_quotequestion USING btree (answered_by_id);

CREATE INDEX quotes_quotequestion_quote_id_009cd70e ON public.quotes_quotequestion USING btree (quote_id);

CREATE INDEX quotes_quotequestion_ref_1a2ef6a3_like ON public.quotes_quotequestion USING btree (ref varchar_pattern_ops);

CREATE INDEX quotes_quoteversion_author_id_3ea60a8c ON public.quotes_quoteversion USING btree (author_id);

CREATE INDEX quotes_quoteversion_quote_id_8d95ba77 ON public.quotes_quoteversion USING btree (quote_id);

CREATE INDEX quotes_quoteversion_ref_f651119f_like ON public.quotes_quoteversion USING btree (ref varchar_pattern_ops);

CREATE UNIQUE INDEX quotes_version_once ON public.quotes_quoteversion USING btree (quote_id, number) WHERE (binned_at IS NULL);

CREATE INDEX refresh_deliveries_of ON public.usage_refreshdelivery USING btree (schedule_id, id);

CREATE INDEX refresh_schedules_by_name ON public.usage_refreshschedule USING btree (public.ft_fold((name)::text), id);

CREATE INDEX refresh_schedules_by_next ON public.usage_refreshschedule USING btree (next_on, id);

CREATE INDEX refresh_schedules_of ON public.usage_refreshschedule USING btree (account_id, id);

CREATE INDEX renewals_by_end ON public.renewals_renewal USING btree (ends_on, id);

CREATE INDEX renewals_by_notice ON public.renewals_renewal USING btree (notice_by, id);

CREATE INDEX renewals_by_state ON public.renewals_renewal USING btree (state, ends_on, id);

CREATE INDEX renewals_feedaddress_department_id_8c037eaa ON public.renewals_feedaddress USING btree (department_id);

CREATE INDEX renewals_feedaddress_key_hash_b60eabf5_like ON public.renewals_feedaddress USING btree (key_hash varchar_pattern_ops);

CREATE INDEX renewals_feedaddress_ref_a44ff90a_like ON public.renewals_feedaddress USING btree (ref varchar_pattern_ops);

CREATE INDEX renewals_feedaddress_user_id_a048e2ec ON public.renewals_feedaddress USING btree (user_id);

CREATE INDEX renewals_lines_of ON public.renewals_renewalline USING btree (renewal_id, id);

CREATE INDEX renewals_noticeletter_contact_id_d0258d00 ON public.renewals_noticeletter USING btree (contact_id);

CREATE INDEX renewals_noticeletter_contract_id_17f4bbeb ON public.renewals_noticeletter USING btree (contract_id);

CREATE INDEX renewals_noticeletter_filed_id_4d60bcc8 ON public.renewals_noticeletter USING btree (filed_id);

CREATE INDEX renewals_noticeletter_ref_428bfea5_like ON public.renewals_noticeletter USING btree (ref varchar_pattern_ops);

CREATE INDEX renewals_of_owner ON public.renewals_renewal USING btree (owner_id, state);

CREATE INDEX renewals_of_team ON public.renewals_renewal USING btree (team_id, state);

CREATE UNIQUE INDEX renewals_one_letter_under_way ON public.renewals_noticeletter USING btree (contract_id) WHERE ((binned_at IS NULL) AND ((state)::text = ANY ((ARRAY['draft'::character varying, 'sent'::character varying])::text[])));

CREATE INDEX renewals_renewal_account_id_943de163 ON public.renewals_renewal USING btree (account_id);

CREATE INDEX renewals_renewal_contract_id_873396e9 ON public.renewals_renewal USING btree (contract_id);

CREATE INDEX renewals_renewal_opportunity_id_fa0db03f ON public.renewals_renewal USING btree (opportunity_id);

CREATE INDEX renewals_renewal_owner_id_e87745d9 ON public.renewals_renewal USING btree (owner_id);

CREATE INDEX renewals_renewal_quote_id_9bc168c6 ON public.renewals_renewal USING btree (quote_id);

CREATE INDEX renewals_renewal_ref_ea3425ad_like ON public.renewals_renewal USING btree (ref varchar_pattern_ops);

CREATE INDEX renewals_renewal_successor_id_f6b0ee2d ON public.renewals_renewal USING btree (successor_id);

CREATE INDEX renewals_renewal_team_id_3b3d6419 ON public.renewals_renewal USING btree (team_id);

CREATE INDEX renewals_renewal_uplift_id_152444db ON public.renewals_renewal USING btree (uplift_id);

CREATE INDEX renewals_renewalline_contract_line_id_b1761e5b ON public.renewals_renewalline USING btree (contract_line_id);

CREATE INDEX renewals_renewalline_line_id_720225ae ON public.renewals_renewalline USING btree (line_id);

CREATE INDEX renewals_renewalline_ref_e9eec98d_like ON public.renewals_renewalline USING btree (ref varchar_pattern_ops);

CREATE INDEX renewals_renewalline_renewal_id_18ce32da ON public.renewals_renewalline USING btree (renewal_id);

CREATE UNIQUE INDEX renewals_uplift_once ON public.renewals_upliftrule USING btree (name) WHERE (binned_at IS NULL);

CREATE INDEX renewals_upliftrule_ref_df3c185b_like ON public.renewals_upliftrule USING btree (ref varchar_pattern_ops);

CREATE INDEX sealing_by_last ON public.sealing_seal USING btree (last);

CREATE INDEX search_by_lead ON public.search_entry USING btree (leads_kind, leads_id) WHERE (leads_id IS NOT NULL);

CREATE INDEX search_by_title ON public.search_entry USING btree (kind, title);

CREATE INDEX search_by_words ON public.search_entry USING gin (words);

CREATE INDEX search_filed_text_sha256_41ce2926_like ON public.search_filed_text USING btree (sha256 varchar_pattern_ops);

CREATE INDEX search_kind_kind_20fac102_like ON public.search_kind USING btree (kind varchar_pattern_ops);

CREATE INDEX search_word_itself ON public.search_word USING btree (word);

CREATE INDEX search_word_near ON public.search_word USING gin (word public.gin_trgm_ops);

CREATE INDEX signing_about ON public.signing_envelope USING btree (about_kind, about_id, id DESC);

CREATE INDEX signing_envelope_account_id_04222a64 ON public.signing_envelope USING btree (account_id);

CREATE INDEX signing_envelope_document_id_d19746fa ON public.signing_envelope USING btree (document_id);

CREATE INDEX signing_envelope_owner_id_e00574c2 ON public.signing_envelope USING btree (owner_id);

CREATE INDEX signing_envelope_ref_9e3d3068_like ON public.signing_envelope USING btree (ref varchar_pattern_ops);

CREATE INDEX signing_envelope_sealed_id_c9fed3a5 ON public.signing_envelope USING btree (sealed_id);

CREATE INDEX signing_in_order ON public.signing_signer USING btree (envelope_id, step);

CREATE INDEX signing_of_account ON public.signing_envelope USING btree (account_id);

CREATE INDEX signing_questions_of ON public.signing_signerquestion USING btree (signer_id, id);

CREATE INDEX signing_signatureevent_envelope_id_8aaa4c92 ON public.signing_signatureevent USING btree (envelope_id);

CREATE INDEX signing_signatureevent_ref_fb20d53f_like ON public.signing_signatureevent USING btree (ref varchar_pattern_ops);

CREATE INDEX signing_signatureevent_signer_id_470d297f ON public.signing_signatureevent USING btree (signer_id);

CREATE INDEX signing_signer_contact_id_70ed8d7f ON public.signing_signer USING btree (contact_id);

CREATE INDEX signing_signer_delegated_from_id_d77846b0 ON public.signing_signer USING btree (delegated_from_id);

CREATE INDEX signing_signer_envelope_id_ed54e7ae ON public.signing_signer USING btree (envelope_id);

CREATE INDEX signing_signer_paper_id_8eaf61a9 ON public.signing_signer USING btree (paper_id);

CREATE INDEX signing_signer_ref_cba9eb5d_like ON public.signing_signer USING btree (ref varchar_pattern_ops);

CREATE INDEX signing_signer_user_id_11fe98c7 ON public.signing_signer USING btree (user_id);

CREATE INDEX signing_signerquestion_answered_by_id_aadf2814 ON public.signing_signerquestion USING btree (answered_by_id);

CREATE INDEX signing_signerquestion_ref_bc72e913_like ON public.signing_signerquestion USING btree (ref varchar_pattern_ops);

CREATE INDEX signing_signerquestion_signer_id_39f1f31d ON public.signing_signerquestion USING btree (signer_id);

CREATE INDEX signing_under_way ON public.signing_envelope USING btree (deadline) WHERE ((state)::text = 'out'::text);

CREATE UNIQUE INDEX slot_once ON public.placements_slot USING btree (medium, issue, "position") WHERE (binned_at IS NULL);

CREATE INDEX slots_by_day ON public.placements_slot USING btree (appears_on, id);

CREATE INDEX specials_alike ON public.specials_changerequest USING gin (public.ft_fold((name)::text) public.gin_trgm_ops);

CREATE INDEX specials_by_state ON public.specials_changerequest USING btree (state, id);

CREATE INDEX specials_changerequest_account_id_70474f9c ON public.specials_changerequest USING btree (account_id);

CREATE INDEX specials_changerequest_department_id_347e5e43 ON public.specials_changerequest USING btree (department_id);

CREATE INDEX specials_changerequest_opportunity_id_ae3d0414 ON public.specials_changerequest USING btree (opportunity_id);

CREATE INDEX specials_changerequest_owner_id_508f5d8a ON public.specials_changerequest USING btree (owner_id);

CREATE INDEX specials_changerequest_product_id_9aa1ecc9 ON public.specials_changerequest USING btree (product_id);

CREATE INDEX specials_changerequest_ref_c098e13c_like ON public.specials_changerequest USING btree (ref varchar_pattern_ops);

CREATE INDEX specials_changerequest_result_id_42f22b00 ON public.specials_changerequest USING btree (result_id);

CREATE INDEX taxes_by_name ON public.taxes_taxrate USING btree (public.ft_fold((name)::text), id);

CREATE UNIQUE INDEX taxes_name_once ON public.taxes_taxrate USING btree (name) WHERE (binned_at IS NULL);

CREATE UNIQUE INDEX taxes_one_usual ON public.taxes_taxrate USING btree (is_usual) WHERE ((binned_at IS NULL) AND is_usual);

CREATE INDEX taxes_taxrate_ref_d674802b_like ON public.taxes_taxrate USING btree (ref varchar_pattern_ops);

CREATE UNIQUE INDEX undoing_once_at_a_time ON public.undoing_undoing USING btree (run) WHERE ((state)::text = ANY ((ARRAY['waiting'::character varying, 'running'::character varying])::text[]));

CREATE INDEX undoing_undoing_at_9d98a95b ON public.undoing_undoing USING btree (at);

CREATE INDEX usage_batches_by_time ON public.usage_usagebatch USING btree (at, id);

CREATE INDEX usage_events_corrected ON public.usage_usageevent USING btree (meter_id, source, corrects) WHERE (NOT ((corrects)::text = ''::text));

CREATE INDEX usage_events_of_day ON public.usage_usageevent USING btree (meter_id, counted_on, id);

CREATE INDEX usage_keptstanding_contract_id_71f12582 ON public.usage_keptstanding USING btree (contract_id);

CREATE INDEX usage_meter_account_id_eb89402b ON public.usage_meter USING btree (account_id);

CREATE UNIQUE INDEX usage_meter_code_once ON public.usage_meter USING btree (lower((code)::text)) WHERE ((NOT ((code)::text = ''::text)) AND (binned_at IS NULL));

CREATE INDEX usage_meter_commitment_id_a9a16006 ON public.usage_meter USING btree (commitment_id);

CREATE INDEX usage_meter_line_id_6d7edc4e ON public.usage_meter USING btree (line_id);

CREATE INDEX usage_meter_product_id_79f00555 ON public.usage_meter USING btree (product_id);

CREATE INDEX usage_meter_ref_28ef5fd4_like ON public.usage_meter USING btree (ref varchar_pattern_ops);

CREATE INDEX usage_refreshdelivery_batch_id_404ca47d ON public.usage_refreshdelivery USING btree (batch_id);

CREATE INDEX usage_refreshdelivery_ref_9c8afe54_like ON public.usage_refreshdelivery USING btree (ref varchar_pattern_ops);

CREATE INDEX usage_refreshdelivery_schedule_id_1f85a87f ON public.usage_refreshdelivery USING btree (schedule_id);

CREATE INDEX usage_refreshschedule_account_id_9a029c32 ON public.usage_refreshschedule USING btree (account_id);

CREATE INDEX usage_refreshschedule_contract_id_a7e44ebb ON public.usage_refreshschedule USING btree (contract_id);

CREATE INDEX usage_refreshschedule_department_id_cadd3e6e ON public.usage_refreshschedule USING btree (department_id);

CREATE INDEX usage_refreshschedule_entitlement_id_041d4763 ON public.usage_refreshschedule USING btree (entitlement_id);

CREATE INDEX usage_refreshschedule_meter_id_54812b41 ON public.usage_refreshschedule USING btree (meter_id);

CREATE INDEX usage_refreshschedule_owner_id_7c43ff74 ON public.usage_refreshschedule USING btree (owner_id);

CREATE INDEX usage_refreshschedule_receiver_id_9b852a06 ON public.usage_refreshschedule USING btree (receiver_id);

CREATE INDEX usage_refreshschedule_ref_d1eda671_like ON public.usage_refreshschedule USING btree (ref varchar_pattern_ops);

CREATE INDEX usage_standings_by_day ON public.usage_keptstanding USING btree (maximum_on, id);

CREATE INDEX usage_standings_by_end ON public.usage_keptstanding USING btree (period_end, id);

CREATE INDEX usage_standings_by_share ON public.usage_keptstanding USING btree (share DESC NULLS LAST, id);

CREATE INDEX usage_standings_by_word ON public.usage_keptstanding USING btree (word);

CREATE INDEX usage_standings_of ON public.usage_keptstanding USING btree (contract_id);

CREATE INDEX usage_usagebatch_author_id_51ba8bcc ON public.usage_usagebatch USING btree (author_id);

CREATE INDEX usage_usagebatch_ref_7300fdab_like ON public.usage_usagebatch USING btree (ref varchar_pattern_ops);

CREATE INDEX usage_usageevent_batch_id_2d607273 ON public.usage_usageevent USING btree (batch_id);

CREATE INDEX views_beginning_user_id_5d059511 ON public.views_beginning USING btree (user_id);

CREATE INDEX views_of_kind ON public.views_savedview USING btree (kind, id);

CREATE INDEX views_savedview_owner_id_7f9f393e ON public.views_savedview USING btree (owner_id);

CREATE INDEX views_savedview_ref_106097f6_like ON public.views_savedview USING btree (ref varchar_pattern_ops);

CREATE INDEX views_savedview_team_id_13d863dd ON public.views_savedview USING btree (team_id);

CREATE TRIGGER fitting_follow_delete AFTER DELETE ON public.fitting_partsheet REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.fitting_follow();

CREATE TRIGGER fitting_follow_insert AFTER INSERT ON public.fitting_partsheet REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.fitting_follow();

CREATE TRIGGER fitting_follow_update AFTER UPDATE ON public.fitting_partsheet REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.fitting_follow();

CREATE TRIGGER ft_keep_invoice BEFORE UPDATE ON public.billing_invoice FOR EACH ROW EXECUTE FUNCTION public.ft_keep_invoice();

CREATE TRIGGER ft_keep_invoice_line BEFORE UPDATE ON public.billing_invoiceline FOR EACH ROW EXECUTE FUNCTION public.ft_keep_invoice_line();

CREATE TRIGGER ft_keep_signed BEFORE UPDATE ON public.contracts_clauseversion FOR EACH ROW EXECUTE FUNCTION public.ft_keep_version();

CREATE TRIGGER ft_keep_signed BEFORE UPDATE ON public.contracts_commitment FOR EACH ROW EXECUTE FUNCTION public.ft_keep_signed_part();

CREATE TRIGGER ft_keep_signed BEFORE UPDATE ON public.contracts_contract FOR EACH ROW EXECUTE FUNCTION public.ft_keep_signed_terms();

CREATE TRIGGER ft_keep_signed BEFORE UPDATE ON public.contracts_contractdiscount FOR EACH ROW EXECUTE FUNCTION public.ft_keep_signed_part();

CREATE TRIGGER ft_keep_signed BEFORE UPDATE ON public.contracts_contractline FOR EACH ROW EXECUTE FUNCTION public.ft_keep_signed_part();

CREATE TRIGGER ft_keep_signed BEFORE UPDATE ON public.contracts_entitlement FOR EACH ROW EXECUTE FUNCTION public.ft_keep_signed_part();

CREATE TRIGGER ft_keep_signed BEFORE UPDATE ON public.contracts_servicepackage FOR EACH ROW EXECUTE FUNCTION public.ft_keep_signed_part();

CREATE TRIGGER pricing_edition_stays BEFORE UPDATE ON public.pricing_priceedition FOR EACH ROW EXECUTE FUNCTION public.pricing_edition_stays();

CREATE TRIGGER pricing_prices_stay_added AFTER INSERT ON public.pricing_priceentry REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION public.pricing_prices_stay();

CREATE TRIGGER pricing_prices_stay_changed AFTER UPDATE ON public.pricing_priceentry REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION public.pricing_prices_stay();

CREATE TRIGGER pricing_prices_stay_gone AFTER DELETE ON public.pricing_priceentry REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION public.pricing_prices_stay();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();

CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();

ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_coordinator_id_a7d42f03_fk_people_user_id FOREIGN KEY (coordinator_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_owner_id_7b1fcbd0_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_parent_id_1cd823ad_fk_accounts_account_id FOREIGN KEY (parent_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_segment_id_5dab9c28_fk_accounts_segment_id FOREIGN KEY (segment_id) REFERENCES public.accounts_segment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_team_id_fb17203d_fk_people_team_id FOREIGN KEY (team_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_account
    ADD CONSTRAINT accounts_account_territory_id_7197e1bf_fk_people_territory_id FOREIGN KEY (territory_id) REFERENCES public.people_territory(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_accountmember
    ADD CONSTRAINT accounts_accountmemb_account_id_69bbc287_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_accountmember
    ADD CONSTRAINT accounts_accountmember_user_id_96bb49b6_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_address
    ADD CONSTRAINT accounts_address_account_id_aa0fe0e4_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_address
    ADD CONSTRAINT accounts_address_contact_id_c5c714df_fk_accounts_contact_id FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_contact
    ADD CONSTRAINT accounts_contact_account_id_2026f578_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_contactpoint
    ADD CONSTRAINT accounts_contactpoin_contact_id_2e748254_fk_accounts_ FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_interaction
    ADD CONSTRAINT accounts_interaction_account_id_4406c825_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_interaction
    ADD CONSTRAINT accounts_interaction_by_id_1ae19e8b_fk_people_user_id FOREIGN KEY (by_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.accounts_interaction
    ADD CONSTRAINT accounts_interaction_contact_id_eef74b44_fk_accounts_contact_id FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.approvals_approval
    ADD CONSTRAINT approvals_approval_account_id_9094fe77_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.approvals_approval
    ADD CONSTRAINT approvals_approval_answered_by_id_bc48aba7_fk_people_user_id FOREIGN KEY (answered_by_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.approvals_approval
    ADD CONSTRAINT approvals_approval_approver_id_24454ffa_fk_people_user_id FOREIGN KEY (approver_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.approvals_approval
    ADD CONSTRAINT approvals_approval_asker_id_81763489_fk_people_user_id FOREIGN KEY (asker_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.approvals_approval
    ADD CONSTRAINT approvals_approval_delegate_id_6064552f_fk_people_user_id FOREIGN KEY (delegate_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.approvals_approval
    ADD CONSTRAINT approvals_approval_promise_id_c092d8e0_fk_promises_promise_id FOREIGN KEY (promise_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.approvals_approval
    ADD CONSTRAINT approvals_approval_rule_id_82fd876b_fk_approvals FOREIGN KEY (rule_id) REFERENCES public.approvals_approvalrule(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.approvals_approval
    ADD CONSTRAINT approvals_approval_wait_id_3bd4fc7d_fk_promises_promise_id FOREIGN KEY (wait_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.approvals_approvalrule
    ADD CONSTRAINT approvals_approvalru_product_id_a9f3de84_fk_catalogue FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.approvals_approvalrule
    ADD CONSTRAINT approvals_approvalrule_approver_id_13085380_fk_people_user_id FOREIGN KEY (approver_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.approvals_approvalrule
    ADD CONSTRAINT approvals_approvalrule_delegate_id_69976715_fk_people_user_id FOREIGN KEY (delegate_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.approvals_approvalrule
    ADD CONSTRAINT approvals_approvalrule_for_person_id_e05e56d5_fk_people_user_id FOREIGN KEY (for_person_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_allocation
    ADD CONSTRAINT billing_allocation_credit_note_id_f26ff0f9_fk_billing_i FOREIGN KEY (credit_note_id) REFERENCES public.billing_invoice(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_allocation
    ADD CONSTRAINT billing_allocation_invoice_id_15f029b8_fk_billing_invoice_id FOREIGN KEY (invoice_id) REFERENCES public.billing_invoice(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_allocation
    ADD CONSTRAINT billing_allocation_payment_id_23aa1b53_fk_billing_payment_id FOREIGN KEY (payment_id) REFERENCES public.billing_payment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_billingdetails
    ADD CONSTRAINT billing_billingdetai_account_id_c5768d54_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_billingdetails
    ADD CONSTRAINT billing_billingdetails_seller_id_e199f86b_fk_billing_seller_id FOREIGN KEY (seller_id) REFERENCES public.billing_seller(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_billingdetails
    ADD CONSTRAINT billing_billingdetails_tax_id_d3ccf181_fk_taxes_taxrate_id FOREIGN KEY (tax_id) REFERENCES public.taxes_taxrate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_contractbilling
    ADD CONSTRAINT billing_contractbill_contract_id_997cd356_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_invoice
    ADD CONSTRAINT billing_invoice_account_id_71f06cf2_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_invoice
    ADD CONSTRAINT billing_invoice_answered_by_id_67303f9d_fk_people_user_id FOREIGN KEY (answered_by_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_invoice
    ADD CONSTRAINT billing_invoice_contract_id_f1f80c0a_fk_contracts_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_invoice
    ADD CONSTRAINT billing_invoice_credits_id_1f00d544_fk_billing_invoice_id FOREIGN KEY (credits_id) REFERENCES public.billing_invoice(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_invoice
    ADD CONSTRAINT billing_invoice_handed_off_by_id_5dd6c359_fk_people_user_id FOREIGN KEY (handed_off_by_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_invoice
    ADD CONSTRAINT billing_invoice_order_id_2948c8f7_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_invoice
    ADD CONSTRAINT billing_invoice_seller_id_e37fad1b_fk_billing_seller_id FOREIGN KEY (seller_id) REFERENCES public.billing_seller(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_invoiceline
    ADD CONSTRAINT billing_invoiceline_contract_line_id_c9935c91_fk_contracts FOREIGN KEY (contract_line_id) REFERENCES public.contracts_contractline(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_invoiceline
    ADD CONSTRAINT billing_invoiceline_honours_id_a30b3a77_fk_contracts FOREIGN KEY (honours_id) REFERENCES public.contracts_contractdiscount(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_invoiceline
    ADD CONSTRAINT billing_invoiceline_invoice_id_ff507e12_fk_billing_invoice_id FOREIGN KEY (invoice_id) REFERENCES public.billing_invoice(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_invoiceline
    ADD CONSTRAINT billing_invoiceline_product_id_16771606_fk_catalogue_product_id FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_invoiceline
    ADD CONSTRAINT billing_invoiceline_tax_rate_id_e74d53ed_fk_taxes_taxrate_id FOREIGN KEY (tax_rate_id) REFERENCES public.taxes_taxrate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_journal
    ADD CONSTRAINT billing_journal_mapping_id_7efcfe24_fk_billing_j FOREIGN KEY (mapping_id) REFERENCES public.billing_journalmapping(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_payment
    ADD CONSTRAINT billing_payment_account_id_411a2f8d_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_payment
    ADD CONSTRAINT billing_payment_invoice_id_998dd3c5_fk_billing_invoice_id FOREIGN KEY (invoice_id) REFERENCES public.billing_invoice(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_seller
    ADD CONSTRAINT billing_seller_accountant_id_81d00c16_fk_people_user_id FOREIGN KEY (accountant_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.billing_seller
    ADD CONSTRAINT billing_seller_biller_id_4c1a0b48_fk_people_user_id FOREIGN KEY (biller_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.calendar_specialday
    ADD CONSTRAINT calendar_specialday_calendar_id_5844fc57_fk_calendar_ FOREIGN KEY (calendar_id) REFERENCES public.calendar_workcalendar(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.calendar_workcalendar
    ADD CONSTRAINT calendar_workcalendar_team_id_42b50d79_fk_people_team_id FOREIGN KEY (team_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_component
    ADD CONSTRAINT catalogue_component_bundle_id_e66d4b9c_fk_catalogue_product_id FOREIGN KEY (bundle_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_component
    ADD CONSTRAINT catalogue_component_product_id_02e2707c_fk_catalogue_product_id FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_product
    ADD CONSTRAINT catalogue_product_successor_id_5b832a40_fk_catalogue_product_id FOREIGN KEY (successor_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.catalogue_productversion
    ADD CONSTRAINT catalogue_productver_product_id_1661f0fd_fk_catalogue FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.collateral_edition
    ADD CONSTRAINT collateral_edition_document_id_52f0462f_fk_documents FOREIGN KEY (document_id) REFERENCES public.documents_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.collateral_edition
    ADD CONSTRAINT collateral_edition_filed_as_id_d472d512_fk_documents FOREIGN KEY (filed_as_id) REFERENCES public.documents_documentversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.collateral_edition
    ADD CONSTRAINT collateral_edition_item_id_acc03bab_fk_collateral_item_id FOREIGN KEY (item_id) REFERENCES public.collateral_item(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.collateral_item
    ADD CONSTRAINT collateral_item_owner_id_172696ad_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.collateral_item
    ADD CONSTRAINT collateral_item_product_id_e8edb6aa_fk_catalogue_product_id FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.collateral_pack
    ADD CONSTRAINT collateral_pack_segment_id_f637dcdd_fk_accounts_segment_id FOREIGN KEY (segment_id) REFERENCES public.accounts_segment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.collateral_packitem
    ADD CONSTRAINT collateral_packitem_item_id_6198739b_fk_collateral_item_id FOREIGN KEY (item_id) REFERENCES public.collateral_item(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.collateral_packitem
    ADD CONSTRAINT collateral_packitem_pack_id_ba686850_fk_collateral_pack_id FOREIGN KEY (pack_id) REFERENCES public.collateral_pack(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_amendment
    ADD CONSTRAINT contracts_amendment_contract_id_dc3dfe36_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_amendment
    ADD CONSTRAINT contracts_amendment_sent_version_id_20109d89_fk_documents FOREIGN KEY (sent_version_id) REFERENCES public.documents_documentversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_benefitcall
    ADD CONSTRAINT contracts_benefitcal_entitlement_id_c0913237_fk_contracts FOREIGN KEY (entitlement_id) REFERENCES public.contracts_entitlement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_clause
    ADD CONSTRAINT contracts_clause_alternative_to_id_4aef9431_fk_contracts FOREIGN KEY (alternative_to_id) REFERENCES public.contracts_clause(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_clauseversion
    ADD CONSTRAINT contracts_clausevers_clause_id_a9f07e4d_fk_contracts FOREIGN KEY (clause_id) REFERENCES public.contracts_clause(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_clauseversion
    ADD CONSTRAINT contracts_clauseversion_by_id_1ea1f236_fk_people_user_id FOREIGN KEY (by_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_commitment
    ADD CONSTRAINT contracts_commitment_amendment_id_50083452_fk_contracts FOREIGN KEY (amendment_id) REFERENCES public.contracts_amendment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_commitment
    ADD CONSTRAINT contracts_commitment_continues_id_3a11a8a4_fk_contracts FOREIGN KEY (continues_id) REFERENCES public.contracts_commitment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_commitment
    ADD CONSTRAINT contracts_commitment_contract_id_7dc5e7ea_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_commitment
    ADD CONSTRAINT contracts_commitment_ended_by_id_cf815ba1_fk_contracts FOREIGN KEY (ended_by_id) REFERENCES public.contracts_amendment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_commitment
    ADD CONSTRAINT contracts_commitment_replaces_id_ee04d2e2_fk_contracts FOREIGN KEY (replaces_id) REFERENCES public.contracts_commitment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contract
    ADD CONSTRAINT contracts_contract_account_id_44a4611a_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contract
    ADD CONSTRAINT contracts_contract_contact_id_c00d158c_fk_accounts_contact_id FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contract
    ADD CONSTRAINT contracts_contract_opportunity_id_cdbeb47d_fk_pipeline_ FOREIGN KEY (opportunity_id) REFERENCES public.pipeline_opportunity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contract
    ADD CONSTRAINT contracts_contract_our_signer_id_bcf80a53_fk_people_user_id FOREIGN KEY (our_signer_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contract
    ADD CONSTRAINT contracts_contract_owner_id_b6fd2bd8_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contract
    ADD CONSTRAINT contracts_contract_quote_version_id_d224d9d7_fk_quotes_qu FOREIGN KEY (quote_version_id) REFERENCES public.quotes_quoteversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contract
    ADD CONSTRAINT contracts_contract_sent_version_id_010be6ce_fk_documents FOREIGN KEY (sent_version_id) REFERENCES public.documents_documentversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contract
    ADD CONSTRAINT contracts_contract_team_id_00662254_fk_people_team_id FOREIGN KEY (team_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contract
    ADD CONSTRAINT contracts_contract_template_id_51d2e329_fk_contracts FOREIGN KEY (template_id) REFERENCES public.contracts_contracttemplate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contractclause
    ADD CONSTRAINT contracts_contractcl_clause_id_e8068404_fk_contracts FOREIGN KEY (clause_id) REFERENCES public.contracts_clause(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contractclause
    ADD CONSTRAINT contracts_contractcl_clause_version_id_19574e9c_fk_contracts FOREIGN KEY (clause_version_id) REFERENCES public.contracts_clauseversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contractclause
    ADD CONSTRAINT contracts_contractcl_contract_id_65156ef4_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contractdiscount
    ADD CONSTRAINT contracts_contractdi_amendment_id_60c0a869_fk_contracts FOREIGN KEY (amendment_id) REFERENCES public.contracts_amendment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contractdiscount
    ADD CONSTRAINT contracts_contractdi_contract_id_a0884eac_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contractdiscount
    ADD CONSTRAINT contracts_contractdi_department_id_ab463f5f_fk_people_te FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contractdiscount
    ADD CONSTRAINT contracts_contractdi_ended_by_id_62a9099c_fk_contracts FOREIGN KEY (ended_by_id) REFERENCES public.contracts_amendment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contractdiscount
    ADD CONSTRAINT contracts_contractdi_replaces_id_cb49cb5f_fk_contracts FOREIGN KEY (replaces_id) REFERENCES public.contracts_contractdiscount(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contractline
    ADD CONSTRAINT contracts_contractli_amendment_id_5501f03a_fk_contracts FOREIGN KEY (amendment_id) REFERENCES public.contracts_amendment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contractline
    ADD CONSTRAINT contracts_contractli_began_as_id_62856ac7_fk_contracts FOREIGN KEY (began_as_id) REFERENCES public.contracts_contractline(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contractline
    ADD CONSTRAINT contracts_contractli_continues_id_f73a2746_fk_contracts FOREIGN KEY (continues_id) REFERENCES public.contracts_contractline(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contractline
    ADD CONSTRAINT contracts_contractli_contract_id_884152b1_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contractline
    ADD CONSTRAINT contracts_contractli_ended_by_id_58d7935e_fk_contracts FOREIGN KEY (ended_by_id) REFERENCES public.contracts_amendment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contractline
    ADD CONSTRAINT contracts_contractli_product_id_ec363794_fk_catalogue FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_contractline
    ADD CONSTRAINT contracts_contractli_replaces_id_7688c8b4_fk_contracts FOREIGN KEY (replaces_id) REFERENCES public.contracts_contractline(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_entitlement
    ADD CONSTRAINT contracts_entitlemen_amendment_id_79b2793a_fk_contracts FOREIGN KEY (amendment_id) REFERENCES public.contracts_amendment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_entitlement
    ADD CONSTRAINT contracts_entitlemen_contract_id_2c3831c7_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_entitlement
    ADD CONSTRAINT contracts_entitlemen_ended_by_id_d73ae841_fk_contracts FOREIGN KEY (ended_by_id) REFERENCES public.contracts_amendment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_entitlement
    ADD CONSTRAINT contracts_entitlemen_line_id_8a2b9bb9_fk_contracts FOREIGN KEY (line_id) REFERENCES public.contracts_contractline(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_entitlement
    ADD CONSTRAINT contracts_entitlemen_replaces_id_66e0cc71_fk_contracts FOREIGN KEY (replaces_id) REFERENCES public.contracts_entitlement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_entitlement
    ADD CONSTRAINT contracts_entitlement_department_id_d0769743_fk_people_team_id FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_entitlement
    ADD CONSTRAINT contracts_entitlement_person_id_eff6bac2_fk_people_user_id FOREIGN KEY (person_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_holding
    ADD CONSTRAINT contracts_holding_contact_id_dc00f815_fk_accounts_contact_id FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_holding
    ADD CONSTRAINT contracts_holding_contract_id_60a1c572_fk_contracts_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_holding
    ADD CONSTRAINT contracts_holding_person_id_ff1f484d_fk_people_user_id FOREIGN KEY (person_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_negotiationround
    ADD CONSTRAINT contracts_negotiatio_contact_id_ebb25506_fk_accounts_ FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_negotiationround
    ADD CONSTRAINT contracts_negotiatio_contract_id_adc8d57b_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_negotiationround
    ADD CONSTRAINT contracts_negotiatio_paper_id_de197933_fk_documents FOREIGN KEY (paper_id) REFERENCES public.documents_documentversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_negotiationround
    ADD CONSTRAINT contracts_negotiationround_person_id_c6fe570c_fk_people_user_id FOREIGN KEY (person_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_openpoint
    ADD CONSTRAINT contracts_openpoint_contract_id_2b17ec82_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_openpoint
    ADD CONSTRAINT contracts_openpoint_owner_id_c505e63e_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_servicepackage
    ADD CONSTRAINT contracts_servicepac_amendment_id_8c3b0943_fk_contracts FOREIGN KEY (amendment_id) REFERENCES public.contracts_amendment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_servicepackage
    ADD CONSTRAINT contracts_servicepac_contract_id_0560b49b_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_servicepackage
    ADD CONSTRAINT contracts_servicepac_ended_by_id_39247716_fk_contracts FOREIGN KEY (ended_by_id) REFERENCES public.contracts_amendment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_servicepackage
    ADD CONSTRAINT contracts_servicepac_product_id_b6158b06_fk_catalogue FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_servicepackage
    ADD CONSTRAINT contracts_servicepac_replaces_id_2225556e_fk_contracts FOREIGN KEY (replaces_id) REFERENCES public.contracts_servicepackage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_templateclause
    ADD CONSTRAINT contracts_templatecl_clause_id_1d0688f0_fk_contracts FOREIGN KEY (clause_id) REFERENCES public.contracts_clause(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_templateclause
    ADD CONSTRAINT contracts_templatecl_template_id_7efb9978_fk_contracts FOREIGN KEY (template_id) REFERENCES public.contracts_contracttemplate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.contracts_termchange
    ADD CONSTRAINT contracts_termchange_amendment_id_8839e031_fk_contracts FOREIGN KEY (amendment_id) REFERENCES public.contracts_amendment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.custom_customoption
    ADD CONSTRAINT custom_customoption_field_id_e4f15626_fk_custom_customfield_id FOREIGN KEY (field_id) REFERENCES public.custom_customfield(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.deliveries_caughterror
    ADD CONSTRAINT deliveries_caughterror_by_id_aba9b563_fk_people_user_id FOREIGN KEY (by_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.deliveries_departmentsetting
    ADD CONSTRAINT deliveries_departmen_department_id_3aa83094_fk_people_te FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.deliveries_makegood
    ADD CONSTRAINT deliveries_makegood_account_id_89090826_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.deliveries_makegood
    ADD CONSTRAINT deliveries_makegood_made_id_ed4a9283_fk_promises_promise_id FOREIGN KEY (made_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.deliveries_makegood
    ADD CONSTRAINT deliveries_makegood_promise_id_10689cb7_fk_promises_promise_id FOREIGN KEY (promise_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.deliveries_satisfaction
    ADD CONSTRAINT deliveries_satisfact_account_id_542fde37_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.deliveries_satisfaction
    ADD CONSTRAINT deliveries_satisfact_contact_id_fc1ddef8_fk_accounts_ FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.deliveries_satisfaction
    ADD CONSTRAINT deliveries_satisfact_department_id_56ec53bb_fk_people_te FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.deliveries_satisfaction
    ADD CONSTRAINT deliveries_satisfact_promise_id_6da53600_fk_promises_ FOREIGN KEY (promise_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_account_id_dd786bcc_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_document
    ADD CONSTRAINT documents_document_author_id_6440570b_fk_people_user_id FOREIGN KEY (author_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_documentversion
    ADD CONSTRAINT documents_documentve_document_id_42757b7a_fk_documents FOREIGN KEY (document_id) REFERENCES public.documents_document(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.documents_documentversion
    ADD CONSTRAINT documents_documentversion_author_id_62130033_fk_people_user_id FOREIGN KEY (author_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.escalation_escalationrule
    ADD CONSTRAINT escalation_escalatio_department_id_cb0772d9_fk_people_te FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.escalation_escalation
    ADD CONSTRAINT escalation_escalatio_promise_id_420ec026_fk_promises_ FOREIGN KEY (promise_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.escalation_escalationstep
    ADD CONSTRAINT escalation_escalatio_rule_id_5ee4469b_fk_escalatio FOREIGN KEY (rule_id) REFERENCES public.escalation_escalationrule(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.escalation_escalationrule
    ADD CONSTRAINT escalation_escalatio_segment_id_7035916c_fk_accounts_ FOREIGN KEY (segment_id) REFERENCES public.accounts_segment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.escalation_escalation
    ADD CONSTRAINT escalation_escalatio_step_id_a9d9d37f_fk_escalatio FOREIGN KEY (step_id) REFERENCES public.escalation_escalationstep(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.escalation_escalation
    ADD CONSTRAINT escalation_escalation_to_id_a0a6555b_fk_people_user_id FOREIGN KEY (to_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.escalation_escalationstep
    ADD CONSTRAINT escalation_escalationstep_person_id_a6ace1f9_fk_people_user_id FOREIGN KEY (person_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_alias
    ADD CONSTRAINT exchange_alias_author_id_ce8cde83_fk_people_user_id FOREIGN KEY (author_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_import
    ADD CONSTRAINT exchange_import_author_id_688f4bdd_fk_people_user_id FOREIGN KEY (author_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_progress
    ADD CONSTRAINT exchange_progress_upload_id_aa1d82bb_fk_exchange_import_id FOREIGN KEY (upload_id) REFERENCES public.exchange_import(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.exchange_stagedrow
    ADD CONSTRAINT exchange_stagedrow_upload_id_814c5d8e_fk_exchange_import_id FOREIGN KEY (upload_id) REFERENCES public.exchange_import(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.facts_delivery
    ADD CONSTRAINT facts_delivery_announcement_id_988ad3e6_fk_facts_ann FOREIGN KEY (announcement_id) REFERENCES public.facts_announcement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.fitting_attribute
    ADD CONSTRAINT fitting_attribute_other_end_of_id_a0cdcc49_fk_fitting_a FOREIGN KEY (other_end_of_id) REFERENCES public.fitting_attribute(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.fitting_crossreference
    ADD CONSTRAINT fitting_crossreferen_product_id_b2a662d9_fk_catalogue FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.fitting_familyattribute
    ADD CONSTRAINT fitting_familyattrib_attribute_id_1f3052d4_fk_fitting_a FOREIGN KEY (attribute_id) REFERENCES public.fitting_attribute(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.fitting_familyattribute
    ADD CONSTRAINT fitting_familyattrib_family_id_26a38538_fk_fitting_p FOREIGN KEY (family_id) REFERENCES public.fitting_partfamily(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.fitting_fitcondition
    ADD CONSTRAINT fitting_fitcondition_attribute_id_e1ea2527_fk_fitting_a FOREIGN KEY (attribute_id) REFERENCES public.fitting_attribute(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.fitting_fitcondition
    ADD CONSTRAINT fitting_fitcondition_mate_attribute_id_bf1f5692_fk_fitting_a FOREIGN KEY (mate_attribute_id) REFERENCES public.fitting_attribute(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.fitting_fitcondition
    ADD CONSTRAINT fitting_fitcondition_rule_id_5f06c443_fk_fitting_fitrule_id FOREIGN KEY (rule_id) REFERENCES public.fitting_fitrule(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.fitting_fitrule
    ADD CONSTRAINT fitting_fitrule_family_id_5293114c_fk_fitting_partfamily_id FOREIGN KEY (family_id) REFERENCES public.fitting_partfamily(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.fitting_fitrule
    ADD CONSTRAINT fitting_fitrule_mate_id_6956b570_fk_fitting_partfamily_id FOREIGN KEY (mate_id) REFERENCES public.fitting_partfamily(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.fitting_partsheet
    ADD CONSTRAINT fitting_partsheet_family_id_0994ab91_fk_fitting_partfamily_id FOREIGN KEY (family_id) REFERENCES public.fitting_partfamily(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.fitting_partsheet
    ADD CONSTRAINT fitting_partsheet_product_id_cefc56bd_fk_catalogue_product_id FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.fitting_partsheet
    ADD CONSTRAINT fitting_partsheet_table_id_a01ab77a_fk_fitting_parttable_id FOREIGN KEY (table_id) REFERENCES public.fitting_parttable(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.links_guestlink
    ADD CONSTRAINT links_guestlink_author_id_f8faed79_fk_people_user_id FOREIGN KEY (author_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.links_linkcode
    ADD CONSTRAINT links_linkcode_link_id_ffaec00b_fk_links_guestlink_id FOREIGN KEY (link_id) REFERENCES public.links_guestlink(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mail_mail
    ADD CONSTRAINT mail_mail_answers_id_743342e3_fk_mail_mail_id FOREIGN KEY (answers_id) REFERENCES public.mail_mail(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.mail_mail
    ADD CONSTRAINT mail_mail_author_id_a1685a93_fk_people_user_id FOREIGN KEY (author_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notes_attachment
    ADD CONSTRAINT notes_attachment_author_id_0d916218_fk_people_user_id FOREIGN KEY (author_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notes_note
    ADD CONSTRAINT notes_note_author_id_e9645357_fk_people_user_id FOREIGN KEY (author_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.notify_notice
    ADD CONSTRAINT notify_notice_user_id_47670421_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_checkliststep
    ADD CONSTRAINT orders_checkliststep_department_id_3d51f212_fk_people_team_id FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_checkliststep
    ADD CONSTRAINT orders_checkliststep_template_id_43810696_fk_orders_ch FOREIGN KEY (template_id) REFERENCES public.orders_checklisttemplate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_datechange
    ADD CONSTRAINT orders_datechange_order_line_id_04405902_fk_orders_orderline_id FOREIGN KEY (order_line_id) REFERENCES public.orders_orderline(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_deliverymovement
    ADD CONSTRAINT orders_deliverymovem_order_line_id_495a1e89_fk_orders_or FOREIGN KEY (order_line_id) REFERENCES public.orders_orderline(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_deliverymovement
    ADD CONSTRAINT orders_deliverymovem_promise_id_8612b34f_fk_promises_ FOREIGN KEY (promise_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_onboarding
    ADD CONSTRAINT orders_onboarding_account_id_ff1af1fb_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_onboarding
    ADD CONSTRAINT orders_onboarding_order_id_58f86756_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_onboarding
    ADD CONSTRAINT orders_onboarding_owner_id_6d30d73b_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_onboarding
    ADD CONSTRAINT orders_onboarding_team_id_d3e81be5_fk_people_team_id FOREIGN KEY (team_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_onboardingstep
    ADD CONSTRAINT orders_onboardingste_onboarding_id_a738702e_fk_orders_on FOREIGN KEY (onboarding_id) REFERENCES public.orders_onboarding(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_onboardingstep
    ADD CONSTRAINT orders_onboardingste_promise_id_b84e8bc2_fk_promises_ FOREIGN KEY (promise_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_onboardingstep
    ADD CONSTRAINT orders_onboardingstep_department_id_73f68436_fk_people_team_id FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_onboardingstep
    ADD CONSTRAINT orders_onboardingstep_person_id_5e5a1176_fk_people_user_id FOREIGN KEY (person_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_account_id_cf843c80_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_contact_id_351ea2f1_fk_accounts_contact_id FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_contract_id_d3b0338c_fk_contracts_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_department_id_840e5505_fk_people_team_id FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_owner_id_b000b586_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_quote_version_id_e229770f_fk_quotes_qu FOREIGN KEY (quote_version_id) REFERENCES public.quotes_quoteversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_order
    ADD CONSTRAINT orders_order_team_id_d8b8be41_fk_people_team_id FOREIGN KEY (team_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT orders_orderline_contract_line_id_19befa54_fk_contracts FOREIGN KEY (contract_line_id) REFERENCES public.contracts_contractline(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT orders_orderline_department_id_a3c10e36_fk_people_team_id FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT orders_orderline_order_id_17f8f3ef_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT orders_orderline_product_id_a68772b6_fk_catalogue_product_id FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT orders_orderline_promise_id_7f2fc72c_fk_promises_promise_id FOREIGN KEY (promise_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_orderline
    ADD CONSTRAINT orders_orderline_tax_id_718af7f3_fk_taxes_taxrate_id FOREIGN KEY (tax_id) REFERENCES public.taxes_taxrate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_ordersheet
    ADD CONSTRAINT orders_ordersheet_account_id_7687cbe6_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_ordersheet
    ADD CONSTRAINT orders_ordersheet_contact_id_a645cec0_fk_accounts_contact_id FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_ordersheet
    ADD CONSTRAINT orders_ordersheet_contract_id_8424f85a_fk_contracts_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_ordersheet
    ADD CONSTRAINT orders_ordersheet_order_id_fa4496e3_fk_orders_order_id FOREIGN KEY (order_id) REFERENCES public.orders_order(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_ordersheet
    ADD CONSTRAINT orders_ordersheet_owner_id_c9fa67fb_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_ordersheet
    ADD CONSTRAINT orders_ordersheet_quote_version_id_f1560486_fk_quotes_qu FOREIGN KEY (quote_version_id) REFERENCES public.quotes_quoteversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_ordersheet
    ADD CONSTRAINT orders_ordersheet_receiver_id_9e713018_fk_people_team_id FOREIGN KEY (receiver_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_ordersheet
    ADD CONSTRAINT orders_ordersheet_team_id_d99e2f33_fk_people_team_id FOREIGN KEY (team_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_sheetanswer
    ADD CONSTRAINT orders_sheetanswer_question_id_0ffc2dfd_fk_orders_sh FOREIGN KEY (question_id) REFERENCES public.orders_sheetquestion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_sheetanswer
    ADD CONSTRAINT orders_sheetanswer_sheet_id_367b069d_fk_orders_ordersheet_id FOREIGN KEY (sheet_id) REFERENCES public.orders_ordersheet(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.orders_sheetquestion
    ADD CONSTRAINT orders_sheetquestion_department_id_bb00c467_fk_people_team_id FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_apikey
    ADD CONSTRAINT people_apikey_user_id_d5a0e3cd_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_cover
    ADD CONSTRAINT people_cover_by_id_1ad5d9a7_fk_people_user_id FOREIGN KEY (by_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_cover
    ADD CONSTRAINT people_cover_user_id_3296eb0e_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_membership
    ADD CONSTRAINT people_membership_team_id_61ae9260_fk_people_team_id FOREIGN KEY (team_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_membership
    ADD CONSTRAINT people_membership_user_id_35baff26_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_onetimelink
    ADD CONSTRAINT people_onetimelink_user_id_539d4d1a_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_personsession
    ADD CONSTRAINT people_personsession_user_id_d66ba90b_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_team
    ADD CONSTRAINT people_team_manager_id_4d5b2fff_fk_people_user_id FOREIGN KEY (manager_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_team
    ADD CONSTRAINT people_team_parent_id_fca2345e_fk_people_team_id FOREIGN KEY (parent_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_territory
    ADD CONSTRAINT people_territory_owner_id_f20ac77d_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_territory
    ADD CONSTRAINT people_territory_team_id_8bbe8b26_fk_people_team_id FOREIGN KEY (team_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_user
    ADD CONSTRAINT people_user_manager_id_b8ae65c6_fk_people_user_id FOREIGN KEY (manager_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_user
    ADD CONSTRAINT people_user_team_id_98c7e828_fk_people_team_id FOREIGN KEY (team_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.people_visit
    ADD CONSTRAINT people_visit_user_id_a083f564_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_competitor
    ADD CONSTRAINT pipeline_competitor_opportunity_id_46d5e0ae_fk_pipeline_ FOREIGN KEY (opportunity_id) REFERENCES public.pipeline_opportunity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_line
    ADD CONSTRAINT pipeline_line_edition_id_f78d7d83_fk_pricing_priceedition_id FOREIGN KEY (edition_id) REFERENCES public.pricing_priceedition(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_line
    ADD CONSTRAINT pipeline_line_opportunity_id_cedd90d4_fk_pipeline_ FOREIGN KEY (opportunity_id) REFERENCES public.pipeline_opportunity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_line
    ADD CONSTRAINT pipeline_line_product_id_1112e077_fk_catalogue_product_id FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_line
    ADD CONSTRAINT pipeline_line_tax_id_1423bb4d_fk_taxes_taxrate_id FOREIGN KEY (tax_id) REFERENCES public.taxes_taxrate(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_opportunity
    ADD CONSTRAINT pipeline_opportunity_account_id_fb3875c5_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_opportunitycontact
    ADD CONSTRAINT pipeline_opportunity_contact_id_2dc05c95_fk_accounts_ FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_opportunitycontact
    ADD CONSTRAINT pipeline_opportunity_opportunity_id_dcc37ae5_fk_pipeline_ FOREIGN KEY (opportunity_id) REFERENCES public.pipeline_opportunity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_opportunity
    ADD CONSTRAINT pipeline_opportunity_owner_id_8f4fd814_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_opportunity
    ADD CONSTRAINT pipeline_opportunity_stage_id_d22e239d_fk_pipeline_stage_id FOREIGN KEY (stage_id) REFERENCES public.pipeline_stage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_opportunity
    ADD CONSTRAINT pipeline_opportunity_team_id_5fd5576e_fk_people_team_id FOREIGN KEY (team_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_stage
    ADD CONSTRAINT pipeline_stage_pipeline_id_78646db2_fk_pipeline_pipeline_id FOREIGN KEY (pipeline_id) REFERENCES public.pipeline_pipeline(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_stagemove
    ADD CONSTRAINT pipeline_stagemove_after_id_cff5096a_fk_pipeline_stage_id FOREIGN KEY (after_id) REFERENCES public.pipeline_stage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_stagemove
    ADD CONSTRAINT pipeline_stagemove_before_id_19f63092_fk_pipeline_stage_id FOREIGN KEY (before_id) REFERENCES public.pipeline_stage(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_stagemove
    ADD CONSTRAINT pipeline_stagemove_by_id_357d4462_fk_people_user_id FOREIGN KEY (by_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pipeline_stagemove
    ADD CONSTRAINT pipeline_stagemove_opportunity_id_ee04626a_fk_pipeline_ FOREIGN KEY (opportunity_id) REFERENCES public.pipeline_opportunity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.placements_placement
    ADD CONSTRAINT placements_placement_account_id_d8ba8ddf_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.placements_placement
    ADD CONSTRAINT placements_placement_contract_id_d3dc2094_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.placements_placement
    ADD CONSTRAINT placements_placement_department_id_9c6dd313_fk_people_team_id FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.placements_placement
    ADD CONSTRAINT placements_placement_entitlement_id_e31a399f_fk_contracts FOREIGN KEY (entitlement_id) REFERENCES public.contracts_entitlement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.placements_placement
    ADD CONSTRAINT placements_placement_line_id_69aff90b_fk_contracts FOREIGN KEY (line_id) REFERENCES public.contracts_contractline(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.placements_placement
    ADD CONSTRAINT placements_placement_promise_id_eef99522_fk_promises_promise_id FOREIGN KEY (promise_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.placements_placement
    ADD CONSTRAINT placements_placement_slot_id_aef21f2b_fk_placements_slot_id FOREIGN KEY (slot_id) REFERENCES public.placements_slot(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pricing_pricebook
    ADD CONSTRAINT pricing_pricebook_partner_id_bfab1bdd_fk_accounts_account_id FOREIGN KEY (partner_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pricing_pricebook
    ADD CONSTRAINT pricing_pricebook_segment_id_de3e72ca_fk_accounts_segment_id FOREIGN KEY (segment_id) REFERENCES public.accounts_segment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pricing_priceedition
    ADD CONSTRAINT pricing_priceedition_book_id_49ef9034_fk_pricing_pricebook_id FOREIGN KEY (book_id) REFERENCES public.pricing_pricebook(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pricing_priceedition
    ADD CONSTRAINT pricing_priceedition_published_by_id_36c68fdb_fk_people_user_id FOREIGN KEY (published_by_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pricing_priceentry
    ADD CONSTRAINT pricing_priceentry_edition_id_6a04a3ab_fk_pricing_p FOREIGN KEY (edition_id) REFERENCES public.pricing_priceedition(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.pricing_priceentry
    ADD CONSTRAINT pricing_priceentry_product_id_99f4d7de_fk_catalogue_product_id FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);

ALTER TABLE ONLY public.promises_evidence
    ADD CONSTRAINT promises_evidence_attachment_id_96014611_fk_notes_attachment_id FOREIGN KEY (attachment_id) REFERENCES public.notes_attachment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_evidence
    ADD CONSTRAINT promises_evidence_promise_id_244d472f_fk_promises_promise_id FOREIGN KEY (promise_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_account_id_516e7658_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_blocked_by_id_e1ef2ef9_fk_promises_promise_id FOREIGN KEY (blocked_by_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_closed_by_id_a52dbbfe_fk_people_user_id FOREIGN KEY (closed_by_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_contact_id_24d4c6ec_fk_accounts_contact_id FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_department_id_77cf82c5_fk_people_team_id FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_minder_id_bf70697d_fk_people_user_id FOREIGN KEY (minder_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_owner_id_9fd04f51_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_raised_to_id_0164890a_fk_people_user_id FOREIGN KEY (raised_to_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_promise
    ADD CONSTRAINT promises_promise_team_id_0820c111_fk_people_team_id FOREIGN KEY (team_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_slip
    ADD CONSTRAINT promises_slip_promise_id_e0ca010a_fk_promises_promise_id FOREIGN KEY (promise_id) REFERENCES public.promises_promise(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_standingpromise
    ADD CONSTRAINT promises_standingpro_account_id_5c37a882_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_standingpromise
    ADD CONSTRAINT promises_standingpro_contact_id_8ba4df87_fk_accounts_ FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_standingpromise
    ADD CONSTRAINT promises_standingpro_department_id_1b7a610b_fk_people_te FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_standingpromise
    ADD CONSTRAINT promises_standingpromise_minder_id_697daddc_fk_people_user_id FOREIGN KEY (minder_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.promises_standingpromise
    ADD CONSTRAINT promises_standingpromise_owner_id_a87ddde6_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.quotes_quote
    ADD CONSTRAINT quotes_quote_account_id_88455ad6_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.quotes_quote
    ADD CONSTRAINT quotes_quote_contact_id_73e50501_fk_accounts_contact_id FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.quotes_quote
    ADD CONSTRAINT quotes_quote_opportunity_id_7a131f99_fk_pipeline_opportunity_id FOREIGN KEY (opportunity_id) REFERENCES public.pipeline_opportunity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.quotes_quote
    ADD CONSTRAINT quotes_quote_owner_id_506b21f0_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.quotes_quote
    ADD CONSTRAINT quotes_quote_pack_id_44f6da04_fk_collateral_pack_id FOREIGN KEY (pack_id) REFERENCES public.collateral_pack(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.quotes_quotequestion
    ADD CONSTRAINT quotes_quotequestion_answered_by_id_3d660d5a_fk_people_user_id FOREIGN KEY (answered_by_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.quotes_quotequestion
    ADD CONSTRAINT quotes_quotequestion_quote_id_009cd70e_fk_quotes_quote_id FOREIGN KEY (quote_id) REFERENCES public.quotes_quote(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.quotes_quoteversion
    ADD CONSTRAINT quotes_quoteversion_author_id_3ea60a8c_fk_people_user_id FOREIGN KEY (author_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.quotes_quoteversion
    ADD CONSTRAINT quotes_quoteversion_quote_id_8d95ba77_fk_quotes_quote_id FOREIGN KEY (quote_id) REFERENCES public.quotes_quote(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_feedaddress
    ADD CONSTRAINT renewals_feedaddress_department_id_8c037eaa_fk_people_team_id FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_feedaddress
    ADD CONSTRAINT renewals_feedaddress_user_id_a048e2ec_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_noticeletter
    ADD CONSTRAINT renewals_noticelette_contact_id_d0258d00_fk_accounts_ FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_noticeletter
    ADD CONSTRAINT renewals_noticelette_contract_id_17f4bbeb_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_noticeletter
    ADD CONSTRAINT renewals_noticelette_filed_id_4d60bcc8_fk_documents FOREIGN KEY (filed_id) REFERENCES public.documents_documentversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_renewal
    ADD CONSTRAINT renewals_renewal_account_id_943de163_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_renewal
    ADD CONSTRAINT renewals_renewal_contract_id_873396e9_fk_contracts_contract_id FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_renewal
    ADD CONSTRAINT renewals_renewal_opportunity_id_fa0db03f_fk_pipeline_ FOREIGN KEY (opportunity_id) REFERENCES public.pipeline_opportunity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_renewal
    ADD CONSTRAINT renewals_renewal_owner_id_e87745d9_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_renewal
    ADD CONSTRAINT renewals_renewal_quote_id_9bc168c6_fk_quotes_quote_id FOREIGN KEY (quote_id) REFERENCES public.quotes_quote(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_renewal
    ADD CONSTRAINT renewals_renewal_successor_id_f6b0ee2d_fk_contracts_contract_id FOREIGN KEY (successor_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_renewal
    ADD CONSTRAINT renewals_renewal_team_id_3b3d6419_fk_people_team_id FOREIGN KEY (team_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_renewal
    ADD CONSTRAINT renewals_renewal_uplift_id_152444db_fk_renewals_upliftrule_id FOREIGN KEY (uplift_id) REFERENCES public.renewals_upliftrule(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_renewalline
    ADD CONSTRAINT renewals_renewalline_contract_line_id_b1761e5b_fk_contracts FOREIGN KEY (contract_line_id) REFERENCES public.contracts_contractline(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_renewalline
    ADD CONSTRAINT renewals_renewalline_line_id_720225ae_fk_pipeline_line_id FOREIGN KEY (line_id) REFERENCES public.pipeline_line(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.renewals_renewalline
    ADD CONSTRAINT renewals_renewalline_renewal_id_18ce32da_fk_renewals_renewal_id FOREIGN KEY (renewal_id) REFERENCES public.renewals_renewal(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signing_envelope
    ADD CONSTRAINT signing_envelope_account_id_04222a64_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signing_envelope
    ADD CONSTRAINT signing_envelope_document_id_d19746fa_fk_documents FOREIGN KEY (document_id) REFERENCES public.documents_documentversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signing_envelope
    ADD CONSTRAINT signing_envelope_owner_id_e00574c2_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signing_envelope
    ADD CONSTRAINT signing_envelope_sealed_id_c9fed3a5_fk_documents FOREIGN KEY (sealed_id) REFERENCES public.documents_documentversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signing_signatureevent
    ADD CONSTRAINT signing_signatureeve_envelope_id_8aaa4c92_fk_signing_e FOREIGN KEY (envelope_id) REFERENCES public.signing_envelope(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signing_signatureevent
    ADD CONSTRAINT signing_signatureevent_signer_id_470d297f_fk_signing_signer_id FOREIGN KEY (signer_id) REFERENCES public.signing_signer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signing_signer
    ADD CONSTRAINT signing_signer_contact_id_70ed8d7f_fk_accounts_contact_id FOREIGN KEY (contact_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signing_signer
    ADD CONSTRAINT signing_signer_delegated_from_id_d77846b0_fk_signing_signer_id FOREIGN KEY (delegated_from_id) REFERENCES public.signing_signer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signing_signer
    ADD CONSTRAINT signing_signer_envelope_id_ed54e7ae_fk_signing_envelope_id FOREIGN KEY (envelope_id) REFERENCES public.signing_envelope(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signing_signer
    ADD CONSTRAINT signing_signer_paper_id_8eaf61a9_fk_documents FOREIGN KEY (paper_id) REFERENCES public.documents_documentversion(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signing_signer
    ADD CONSTRAINT signing_signer_user_id_11fe98c7_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signing_signerquestion
    ADD CONSTRAINT signing_signerquesti_answered_by_id_aadf2814_fk_people_us FOREIGN KEY (answered_by_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.signing_signerquestion
    ADD CONSTRAINT signing_signerquestion_signer_id_39f1f31d_fk_signing_signer_id FOREIGN KEY (signer_id) REFERENCES public.signing_signer(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.specials_changerequest
    ADD CONSTRAINT specials_changereque_account_id_70474f9c_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.specials_changerequest
    ADD CONSTRAINT specials_changereque_opportunity_id_ae3d0414_fk_pipeline_ FOREIGN KEY (opportunity_id) REFERENCES public.pipeline_opportunity(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.specials_changerequest
    ADD CONSTRAINT specials_changereque_product_id_9aa1ecc9_fk_catalogue FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.specials_changerequest
    ADD CONSTRAINT specials_changereque_result_id_42f22b00_fk_catalogue FOREIGN KEY (result_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.specials_changerequest
    ADD CONSTRAINT specials_changerequest_department_id_347e5e43_fk_people_team_id FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.specials_changerequest
    ADD CONSTRAINT specials_changerequest_owner_id_508f5d8a_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_keptstanding
    ADD CONSTRAINT usage_keptstanding_commitment_id_de1956c2_fk_contracts FOREIGN KEY (commitment_id) REFERENCES public.contracts_commitment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_keptstanding
    ADD CONSTRAINT usage_keptstanding_contract_id_71f12582_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_meter
    ADD CONSTRAINT usage_meter_account_id_eb89402b_fk_accounts_account_id FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_meter
    ADD CONSTRAINT usage_meter_commitment_id_a9a16006_fk_contracts_commitment_id FOREIGN KEY (commitment_id) REFERENCES public.contracts_commitment(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_meter
    ADD CONSTRAINT usage_meter_line_id_6d7edc4e_fk_contracts_contractline_id FOREIGN KEY (line_id) REFERENCES public.contracts_contractline(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_meter
    ADD CONSTRAINT usage_meter_product_id_79f00555_fk_catalogue_product_id FOREIGN KEY (product_id) REFERENCES public.catalogue_product(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_refreshdelivery
    ADD CONSTRAINT usage_refreshdeliver_schedule_id_1f85a87f_fk_usage_ref FOREIGN KEY (schedule_id) REFERENCES public.usage_refreshschedule(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_refreshdelivery
    ADD CONSTRAINT usage_refreshdelivery_batch_id_404ca47d_fk_usage_usagebatch_id FOREIGN KEY (batch_id) REFERENCES public.usage_usagebatch(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_refreshschedule
    ADD CONSTRAINT usage_refreshschedul_account_id_9a029c32_fk_accounts_ FOREIGN KEY (account_id) REFERENCES public.accounts_account(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_refreshschedule
    ADD CONSTRAINT usage_refreshschedul_contract_id_a7e44ebb_fk_contracts FOREIGN KEY (contract_id) REFERENCES public.contracts_contract(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_refreshschedule
    ADD CONSTRAINT usage_refreshschedul_entitlement_id_041d4763_fk_contracts FOREIGN KEY (entitlement_id) REFERENCES public.contracts_entitlement(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_refreshschedule
    ADD CONSTRAINT usage_refreshschedul_receiver_id_9b852a06_fk_accounts_ FOREIGN KEY (receiver_id) REFERENCES public.accounts_contact(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_refreshschedule
    ADD CONSTRAINT usage_refreshschedule_department_id_cadd3e6e_fk_people_team_id FOREIGN KEY (department_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_refreshschedule
    ADD CONSTRAINT usage_refreshschedule_meter_id_54812b41_fk_usage_meter_id FOREIGN KEY (meter_id) REFERENCES public.usage_meter(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_refreshschedule
    ADD CONSTRAINT usage_refreshschedule_owner_id_7c43ff74_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.usage_usagebatch
    ADD CONSTRAINT usage_usagebatch_author_id_51ba8bcc_fk_people_user_id FOREIGN KEY (author_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.views_beginning
    ADD CONSTRAINT views_beginning_user_id_5d059511_fk_people_user_id FOREIGN KEY (user_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.views_savedview
    ADD CONSTRAINT views_savedview_owner_id_7f9f393e_fk_people_user_id FOREIGN KEY (owner_id) REFERENCES public.people_user(id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.views_savedview
    ADD CONSTRAINT views_savedview_team_id_13d863dd_fk_people_team_id FOREIGN KEY (team_id) REFERENCES public.people_team(id) DEFERRABLE INITIALLY DEFERRED;

