CREATE FUNCTION public.frozen_answer_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:assessment'; END IF; RETURN OLD; END$$;
CREATE FUNCTION public.frozen_answer_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:assessment'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_answer_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) OR EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:assessment'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_assessment_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF OLD.final_at IS NOT NULL THEN RAISE EXCEPTION 'frozen:assessment'; END IF; RETURN OLD; END$$;
CREATE FUNCTION public.frozen_assessment_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF OLD.final_at IS NOT NULL THEN RAISE EXCEPTION 'frozen:assessment'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_catalogue_version_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF TRUE THEN RAISE EXCEPTION 'frozen:catalogue_version'; END IF; RETURN OLD; END$$;
CREATE FUNCTION public.frozen_catalogue_version_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF TRUE THEN RAISE EXCEPTION 'frozen:catalogue_version'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_comment_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:assessment'; END IF; RETURN OLD; END$$;
CREATE FUNCTION public.frozen_comment_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:assessment'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_comment_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) OR EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:assessment'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_dependency_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN OLD; END$$;
CREATE FUNCTION public.frozen_dependency_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_dependency_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) OR EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_earlier_answer_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:assessment'; END IF; RETURN OLD; END$$;
CREATE FUNCTION public.frozen_earlier_answer_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:assessment'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_earlier_answer_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) OR EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:assessment'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_event_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF TRUE THEN RAISE EXCEPTION 'frozen:event'; END IF; RETURN OLD; END$$;
CREATE FUNCTION public.frozen_event_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF TRUE THEN RAISE EXCEPTION 'frozen:event'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_evidence_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN OLD; END$$;
CREATE FUNCTION public.frozen_evidence_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_evidence_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) OR EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_indicator_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN OLD; END$$;
CREATE FUNCTION public.frozen_indicator_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_indicator_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) OR EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_preliminary_check_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN OLD; END$$;
CREATE FUNCTION public.frozen_preliminary_check_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_preliminary_check_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) OR EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_recommendation_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:assessment'; END IF; RETURN OLD; END$$;
CREATE FUNCTION public.frozen_recommendation_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:assessment'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_recommendation_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) OR EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:assessment'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_revision_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF OLD.submitted_at IS NOT NULL THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN OLD; END$$;
CREATE FUNCTION public.frozen_revision_partner_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN OLD; END$$;
CREATE FUNCTION public.frozen_revision_partner_insert() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_revision_partner_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) OR EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN NEW; END$$;
CREATE FUNCTION public.frozen_revision_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN IF OLD.submitted_at IS NOT NULL THEN RAISE EXCEPTION 'frozen:revision'; END IF; RETURN NEW; END$$;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.answer (
    id integer NOT NULL,
    assessment_id integer NOT NULL,
    question_key character varying(40) NOT NULL,
    kind character varying(40) NOT NULL,
    level integer,
    first_level integer,
    change_reason text DEFAULT ''::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    waiting_for character varying(200) NOT NULL,
    feasible_soon boolean NOT NULL,
    carried_over boolean NOT NULL,
    needs_confirmation boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by_id integer,
    version integer NOT NULL,
    CONSTRAINT ck_answer_level_not_negative CHECK (((level IS NULL) OR (level >= 0))),
    CONSTRAINT ck_answer_level_of_kind CHECK (((level IS NOT NULL) = ((kind)::text = 'level'::text)))
);
CREATE SEQUENCE public.answer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.answer_id_seq OWNED BY public.answer.id;
CREATE TABLE public.assessment (
    id integer NOT NULL,
    uuid uuid NOT NULL,
    revision_id integer NOT NULL,
    kind character varying(40) NOT NULL,
    author_id integer,
    catalogue_version_id integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    final_at timestamp with time zone,
    revealed_at timestamp with time zone,
    CONSTRAINT ck_assessment_author_of_review CHECK ((((kind)::text = 'review'::text) = (author_id IS NOT NULL)))
);
CREATE SEQUENCE public.assessment_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.assessment_id_seq OWNED BY public.assessment.id;
CREATE TABLE public.assignment (
    id integer NOT NULL,
    measure_id integer NOT NULL,
    person_id integer NOT NULL,
    assigned_by_id integer,
    assigned_at timestamp with time zone NOT NULL,
    due_on date,
    is_anchor boolean NOT NULL,
    ended_at timestamp with time zone
);
CREATE SEQUENCE public.assignment_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.assignment_id_seq OWNED BY public.assignment.id;
CREATE TABLE public.blob (
    id integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    size integer NOT NULL,
    media_type character varying(100) NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.blob_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.blob_id_seq OWNED BY public.blob.id;
CREATE TABLE public.catalogue_version (
    id integer NOT NULL,
    catalogue character varying(40) NOT NULL,
    version integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    content text NOT NULL,
    first_used_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.catalogue_version_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.catalogue_version_id_seq OWNED BY public.catalogue_version.id;
CREATE TABLE public.comment (
    id integer NOT NULL,
    assessment_id integer NOT NULL,
    question_key character varying(40) NOT NULL,
    audience character varying(40) NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE public.comment_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.comment_id_seq OWNED BY public.comment.id;
CREATE TABLE public.conflict (
    id integer NOT NULL,
    person_id integer NOT NULL,
    municipality_id integer,
    measure_id integer,
    reason text DEFAULT ''::text NOT NULL,
    declared_by_id integer,
    declared_at timestamp with time zone NOT NULL,
    lifted_at timestamp with time zone,
    CONSTRAINT ck_conflict_with_one_thing CHECK (((municipality_id IS NULL) <> (measure_id IS NULL)))
);
CREATE SEQUENCE public.conflict_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.conflict_id_seq OWNED BY public.conflict.id;
CREATE TABLE public.dependency (
    id integer NOT NULL,
    revision_id integer NOT NULL,
    measure_id integer NOT NULL,
    kind character varying(40) NOT NULL
);
CREATE SEQUENCE public.dependency_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.dependency_id_seq OWNED BY public.dependency.id;
CREATE TABLE public.deputyship (
    id integer NOT NULL,
    person_id integer NOT NULL,
    deputy_id integer NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    ended_at timestamp with time zone,
    CONSTRAINT ck_deputyship_not_oneself CHECK ((person_id <> deputy_id))
);
CREATE SEQUENCE public.deputyship_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.deputyship_id_seq OWNED BY public.deputyship.id;
CREATE TABLE public.download_token (
    id integer NOT NULL,
    token_hash character varying(64) NOT NULL,
    browser_hash character varying(64) NOT NULL,
    person_id integer NOT NULL,
    evidence_id integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);
CREATE SEQUENCE public.download_token_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.download_token_id_seq OWNED BY public.download_token.id;
CREATE TABLE public.earlier_answer (
    id integer NOT NULL,
    assessment_id integer NOT NULL,
    catalogue_version_id integer NOT NULL,
    question_key character varying(40) NOT NULL,
    kind character varying(40) NOT NULL,
    level integer,
    reason text DEFAULT ''::text NOT NULL,
    waiting_for character varying(200) NOT NULL,
    feasible_soon boolean NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    changed_by_id integer
);
CREATE SEQUENCE public.earlier_answer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.earlier_answer_id_seq OWNED BY public.earlier_answer.id;
CREATE TABLE public.event (
    id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id integer,
    programme_id integer,
    action character varying(60) NOT NULL,
    thing character varying(40) NOT NULL,
    thing_id integer,
    fields jsonb NOT NULL,
    salt character varying(32) NOT NULL,
    previous_hash character varying(64) NOT NULL,
    hash character varying(64) NOT NULL,
    measure_id integer
);
CREATE SEQUENCE public.event_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.event_id_seq OWNED BY public.event.id;
CREATE TABLE public.evidence (
    id integer NOT NULL,
    revision_id integer NOT NULL,
    question_key character varying(40),
    kind character varying(40) NOT NULL,
    title character varying(300) NOT NULL,
    url character varying(2000) NOT NULL,
    page character varying(60) NOT NULL,
    quote text DEFAULT ''::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    file_name character varying(255) DEFAULT ''::character varying NOT NULL,
    blob_id integer
);
CREATE SEQUENCE public.evidence_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.evidence_id_seq OWNED BY public.evidence.id;
CREATE TABLE public.import (
    id integer NOT NULL,
    sha256 character varying(64) NOT NULL,
    kind character varying(40) NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id integer
);
CREATE SEQUENCE public.import_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.import_id_seq OWNED BY public.import.id;
CREATE TABLE public.indicator (
    id integer NOT NULL,
    revision_id integer NOT NULL,
    name character varying(200) NOT NULL,
    unit character varying(60) NOT NULL,
    baseline numeric(15,4),
    target numeric(15,4),
    last_value numeric(15,4),
    measured_on date
);
CREATE SEQUENCE public.indicator_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.indicator_id_seq OWNED BY public.indicator.id;
CREATE TABLE public.joint_judgement (
    id integer NOT NULL,
    revision_id integer NOT NULL,
    gate_state character varying(40) NOT NULL,
    demands jsonb NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    settled_by_id integer,
    settled_at timestamp with time zone NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE public.joint_judgement_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.joint_judgement_id_seq OWNED BY public.joint_judgement.id;
CREATE TABLE public.letter (
    id integer NOT NULL,
    revision_id integer NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    written_by_id integer,
    changed_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    version integer NOT NULL
);
CREATE SEQUENCE public.letter_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.letter_id_seq OWNED BY public.letter.id;
CREATE TABLE public.measure (
    id integer NOT NULL,
    uuid uuid NOT NULL,
    programme_id integer NOT NULL,
    municipality_id integer NOT NULL,
    external_key character varying(100),
    state character varying(40) NOT NULL,
    owner_id integer,
    deputy_id integer,
    created_at timestamp with time zone NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE public.measure_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.measure_id_seq OWNED BY public.measure.id;
CREATE TABLE public.membership (
    id integer NOT NULL,
    person_id integer NOT NULL,
    role character varying(40) NOT NULL,
    municipality_id integer,
    programme_id integer,
    revoked_at timestamp with time zone
);
CREATE SEQUENCE public.membership_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.membership_id_seq OWNED BY public.membership.id;
CREATE TABLE public.municipality (
    id integer NOT NULL,
    uuid uuid NOT NULL,
    kind character varying(40) NOT NULL,
    name character varying(200) NOT NULL,
    population integer,
    settlement_type character varying(40),
    type_source character varying(40),
    funded boolean,
    elected_body character varying(200) NOT NULL,
    is_example boolean NOT NULL,
    version integer NOT NULL,
    needs_release boolean DEFAULT false NOT NULL
);
CREATE SEQUENCE public.municipality_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.municipality_id_seq OWNED BY public.municipality.id;
CREATE TABLE public.municipality_key (
    id integer NOT NULL,
    municipality_id integer NOT NULL,
    key character varying(8) NOT NULL,
    valid_from date,
    valid_to date
);
CREATE SEQUENCE public.municipality_key_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.municipality_key_id_seq OWNED BY public.municipality_key.id;
CREATE TABLE public.municipality_member (
    id integer NOT NULL,
    group_id integer NOT NULL,
    member_id integer NOT NULL,
    CONSTRAINT ck_municipality_member_not_own_member CHECK ((group_id <> member_id))
);
CREATE SEQUENCE public.municipality_member_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.municipality_member_id_seq OWNED BY public.municipality_member.id;
CREATE TABLE public.outbox_message (
    id integer NOT NULL,
    person_id integer NOT NULL,
    kind character varying(40) NOT NULL,
    measure_id integer,
    details jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    send_after timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    seen_at timestamp with time zone,
    attempts integer NOT NULL,
    failure character varying(200) NOT NULL
);
CREATE SEQUENCE public.outbox_message_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.outbox_message_id_seq OWNED BY public.outbox_message.id;
CREATE TABLE public.person (
    id integer NOT NULL,
    uuid uuid NOT NULL,
    oidc_subject character varying(255),
    name character varying(200) NOT NULL,
    email character varying(254),
    acting_for_id integer,
    anonymised_at timestamp with time zone,
    working_in_id integer,
    acting_as character varying(40),
    language character varying(2)
);
CREATE SEQUENCE public.person_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.person_id_seq OWNED BY public.person.id;
CREATE TABLE public.preliminary_check (
    id integer NOT NULL,
    revision_id integer NOT NULL,
    kind character varying(40) NOT NULL,
    state character varying(40) NOT NULL,
    checked_by character varying(200) NOT NULL,
    checked_on date
);
CREATE SEQUENCE public.preliminary_check_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.preliminary_check_id_seq OWNED BY public.preliminary_check.id;
CREATE TABLE public.programme (
    id integer NOT NULL,
    uuid uuid NOT NULL,
    name character varying(200) NOT NULL,
    kind character varying(40) NOT NULL,
    catalogue_version_id integer NOT NULL,
    required_reviews integer NOT NULL,
    is_example boolean NOT NULL,
    version integer NOT NULL,
    decides character varying(40) DEFAULT 'recommends'::character varying NOT NULL,
    reveal_rule character varying(40) DEFAULT 'after_all'::character varying NOT NULL,
    submit_until date,
    review_days integer,
    shows_severity boolean DEFAULT false NOT NULL
);
CREATE SEQUENCE public.programme_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.programme_id_seq OWNED BY public.programme.id;
CREATE TABLE public.programme_municipality (
    id integer NOT NULL,
    programme_id integer NOT NULL,
    municipality_id integer NOT NULL
);
CREATE SEQUENCE public.programme_municipality_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.programme_municipality_id_seq OWNED BY public.programme_municipality.id;
CREATE TABLE public.recommendation (
    id integer NOT NULL,
    assessment_id integer NOT NULL,
    kind character varying(40),
    text text DEFAULT ''::text NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE public.recommendation_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.recommendation_id_seq OWNED BY public.recommendation.id;
CREATE TABLE public.release (
    id integer NOT NULL,
    measure_id integer NOT NULL,
    kind character varying(40) NOT NULL,
    released_by_id integer,
    released_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.release_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.release_id_seq OWNED BY public.release.id;
CREATE TABLE public.reply (
    id integer NOT NULL,
    round_item_id integer NOT NULL,
    stance character varying(40),
    text text DEFAULT ''::text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE public.reply_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.reply_id_seq OWNED BY public.reply.id;
CREATE TABLE public.review_confirmation (
    id integer NOT NULL,
    assessment_id integer NOT NULL,
    revision_id integer NOT NULL,
    confirmed_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.review_confirmation_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.review_confirmation_id_seq OWNED BY public.review_confirmation.id;
CREATE TABLE public.review_release (
    id integer NOT NULL,
    revision_id integer NOT NULL,
    released_by_id integer,
    released_at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.review_release_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.review_release_id_seq OWNED BY public.review_release.id;
CREATE TABLE public.revision (
    id integer NOT NULL,
    measure_id integer NOT NULL,
    number integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    submitted_at timestamp with time zone,
    version integer NOT NULL,
    title character varying(200) NOT NULL,
    problem text DEFAULT ''::text NOT NULL,
    target_group text DEFAULT ''::text NOT NULL,
    goal text DEFAULT ''::text NOT NULL,
    goal_source text DEFAULT ''::text NOT NULL,
    goal_place text DEFAULT ''::text NOT NULL,
    phase character varying(40) NOT NULL,
    responsible_unit text DEFAULT ''::text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    lead text DEFAULT ''::text NOT NULL,
    field_of_action character varying(40),
    starts_on date,
    ends_on date,
    contact_mailbox text DEFAULT ''::text NOT NULL,
    contact_deputy text DEFAULT ''::text NOT NULL,
    place text DEFAULT ''::text NOT NULL,
    total_cost numeric(14,2),
    investment_cost numeric(14,2),
    consumption_cost numeric(14,2),
    budget_years text DEFAULT ''::text NOT NULL,
    follow_up_cost_per_year numeric(14,2),
    funding numeric(14,2),
    funding_state character varying(40),
    own_share numeric(14,2),
    cover text DEFAULT ''::text NOT NULL,
    task_kind character varying(40),
    staff_hours_building integer,
    staff_hours_operation integer,
    post_available boolean,
    staff_deputy text DEFAULT ''::text NOT NULL,
    procurement_estimate numeric(14,2),
    procurement_procedure text DEFAULT ''::text NOT NULL,
    contract_ends_on date,
    supplier_ties text DEFAULT ''::text NOT NULL,
    data_at_contract_end text DEFAULT ''::text NOT NULL,
    technology text DEFAULT ''::text NOT NULL,
    connected_systems text DEFAULT ''::text NOT NULL,
    interfaces text DEFAULT ''::text NOT NULL,
    standards text DEFAULT ''::text NOT NULL,
    licence text DEFAULT ''::text NOT NULL,
    repository text DEFAULT ''::text NOT NULL,
    data_needed text DEFAULT ''::text NOT NULL,
    data_produced text DEFAULT ''::text NOT NULL,
    reference_option text DEFAULT ''::text NOT NULL,
    success_factors text DEFAULT ''::text NOT NULL,
    lessons text DEFAULT ''::text NOT NULL,
    needed_by_others text DEFAULT ''::text NOT NULL,
    released_by_id integer,
    released_at timestamp with time zone
);
CREATE SEQUENCE public.revision_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.revision_id_seq OWNED BY public.revision.id;
CREATE TABLE public.revision_partner (
    id integer NOT NULL,
    revision_id integer NOT NULL,
    name character varying(200) NOT NULL,
    municipality_id integer,
    contribution text DEFAULT ''::text NOT NULL
);
CREATE SEQUENCE public.revision_partner_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.revision_partner_id_seq OWNED BY public.revision_partner.id;
CREATE TABLE public.round (
    id integer NOT NULL,
    measure_id integer NOT NULL,
    number integer NOT NULL,
    kind character varying(40) NOT NULL,
    revision_id integer NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    due_on date,
    requested_by_id integer,
    requested_at timestamp with time zone NOT NULL,
    answered_revision_id integer,
    closed_at timestamp with time zone
);
CREATE SEQUENCE public.round_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.round_id_seq OWNED BY public.round.id;
CREATE TABLE public.round_item (
    id integer NOT NULL,
    round_id integer NOT NULL,
    question_key character varying(40) NOT NULL,
    text text DEFAULT ''::text NOT NULL
);
CREATE SEQUENCE public.round_item_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.round_item_id_seq OWNED BY public.round_item.id;
CREATE TABLE public.snippet (
    id integer NOT NULL,
    person_id integer NOT NULL,
    title character varying(200) NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    version integer NOT NULL
);
CREATE SEQUENCE public.snippet_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.snippet_id_seq OWNED BY public.snippet.id;
ALTER TABLE ONLY public.answer ALTER COLUMN id SET DEFAULT nextval('public.answer_id_seq'::regclass);
ALTER TABLE ONLY public.assessment ALTER COLUMN id SET DEFAULT nextval('public.assessment_id_seq'::regclass);
ALTER TABLE ONLY public.assignment ALTER COLUMN id SET DEFAULT nextval('public.assignment_id_seq'::regclass);
ALTER TABLE ONLY public.blob ALTER COLUMN id SET DEFAULT nextval('public.blob_id_seq'::regclass);
ALTER TABLE ONLY public.catalogue_version ALTER COLUMN id SET DEFAULT nextval('public.catalogue_version_id_seq'::regclass);
ALTER TABLE ONLY public.comment ALTER COLUMN id SET DEFAULT nextval('public.comment_id_seq'::regclass);
ALTER TABLE ONLY public.conflict ALTER COLUMN id SET DEFAULT nextval('public.conflict_id_seq'::regclass);
ALTER TABLE ONLY public.dependency ALTER COLUMN id SET DEFAULT nextval('public.dependency_id_seq'::regclass);
ALTER TABLE ONLY public.deputyship ALTER COLUMN id SET DEFAULT nextval('public.deputyship_id_seq'::regclass);
ALTER TABLE ONLY public.download_token ALTER COLUMN id SET DEFAULT nextval('public.download_token_id_seq'::regclass);
ALTER TABLE ONLY public.earlier_answer ALTER COLUMN id SET DEFAULT nextval('public.earlier_answer_id_seq'::regclass);
ALTER TABLE ONLY public.event ALTER COLUMN id SET DEFAULT nextval('public.event_id_seq'::regclass);
ALTER TABLE ONLY public.evidence ALTER COLUMN id SET DEFAULT nextval('public.evidence_id_seq'::regclass);
ALTER TABLE ONLY public.import ALTER COLUMN id SET DEFAULT nextval('public.import_id_seq'::regclass);
ALTER TABLE ONLY public.indicator ALTER COLUMN id SET DEFAULT nextval('public.indicator_id_seq'::regclass);
ALTER TABLE ONLY public.joint_judgement ALTER COLUMN id SET DEFAULT nextval('public.joint_judgement_id_seq'::regclass);
ALTER TABLE ONLY public.letter ALTER COLUMN id SET DEFAULT nextval('public.letter_id_seq'::regclass);
ALTER TABLE ONLY public.measure ALTER COLUMN id SET DEFAULT nextval('public.measure_id_seq'::regclass);
ALTER TABLE ONLY public.membership ALTER COLUMN id SET DEFAULT nextval('public.membership_id_seq'::regclass);
ALTER TABLE ONLY public.municipality ALTER COLUMN id SET DEFAULT nextval('public.municipality_id_seq'::regclass);
ALTER TABLE ONLY public.municipality_key ALTER COLUMN id SET DEFAULT nextval('public.municipality_key_id_seq'::regclass);
ALTER TABLE ONLY public.municipality_member ALTER COLUMN id SET DEFAULT nextval('public.municipality_member_id_seq'::regclass);
ALTER TABLE ONLY public.outbox_message ALTER COLUMN id SET DEFAULT nextval('public.outbox_message_id_seq'::regclass);
ALTER TABLE ONLY public.person ALTER COLUMN id SET DEFAULT nextval('public.person_id_seq'::regclass);
ALTER TABLE ONLY public.preliminary_check ALTER COLUMN id SET DEFAULT nextval('public.preliminary_check_id_seq'::regclass);
ALTER TABLE ONLY public.programme ALTER COLUMN id SET DEFAULT nextval('public.programme_id_seq'::regclass);
ALTER TABLE ONLY public.programme_municipality ALTER COLUMN id SET DEFAULT nextval('public.programme_municipality_id_seq'::regclass);
ALTER TABLE ONLY public.recommendation ALTER COLUMN id SET DEFAULT nextval('public.recommendation_id_seq'::regclass);
ALTER TABLE ONLY public.release ALTER COLUMN id SET DEFAULT nextval('public.release_id_seq'::regclass);
ALTER TABLE ONLY public.reply ALTER COLUMN id SET DEFAULT nextval('public.reply_id_seq'::regclass);
ALTER TABLE ONLY public.review_confirmation ALTER COLUMN id SET DEFAULT nextval('public.review_confirmation_id_seq'::regclass);
ALTER TABLE ONLY public.review_release ALTER COLUMN id SET DEFAULT nextval('public.review_release_id_seq'::regclass);
ALTER TABLE ONLY public.revision ALTER COLUMN id SET DEFAULT nextval('public.revision_id_seq'::regclass);
ALTER TABLE ONLY public.revision_partner ALTER COLUMN id SET DEFAULT nextval('public.revision_partner_id_seq'::regclass);
ALTER TABLE ONLY public.round ALTER COLUMN id SET DEFAULT nextval('public.round_id_seq'::regclass);
ALTER TABLE ONLY public.round_item ALTER COLUMN id SET DEFAULT nextval('public.round_item_id_seq'::regclass);
ALTER TABLE ONLY public.snippet ALTER COLUMN id SET DEFAULT nextval('public.snippet_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0003');
INSERT INTO public.answer VALUES (1, 1, 'K1', 'level', 1, NULL, '', '', '', false, false, false, '2026-11-25 16:09:20.927933+00', NULL, 1);
INSERT INTO public.answer VALUES (2, 1, 'K2', 'open', NULL, NULL, '', '', '', false, false, false, '2026-11-25 16:09:20.930052+00', NULL, 1);
INSERT INTO public.assessment VALUES (2, '6208ddf5-4e06-4a05-a7ed-7214da017f70', 1, 'review', 2, 1, '2026-11-25 16:09:20.951305+00', NULL, NULL);
INSERT INTO public.assessment VALUES (1, 'eed22d9b-1b91-43db-87a1-509134d68cae', 1, 'self', NULL, 1, '2026-11-25 16:09:20.926331+00', '2026-11-25 16:09:20.973289+00', NULL);
INSERT INTO public.assignment VALUES (1, 1, 2, NULL, '2026-11-25 16:09:20.954995+00', NULL, false, NULL);
INSERT INTO public.blob VALUES (1, '1111111111111111111111111111111111111111111111111111111111111111', 3, 'application/pdf', '2026-11-25 16:09:20.9493+00');
INSERT INTO public.catalogue_version VALUES (1, 'small', 1, 'fb53e1698beb194fecf2f5105d062cf2b7c514ace68bbb252b2934b1e1d69ad3', '{"classes":[{"id":"fine","meaning":{"de":"Fine.","en":"Fine."},"title":{"de":"Fine","en":"Fine"},"tone":"success"}],"criteria":[{"description":{"de":"K","en":"K"},"id":"K","questions":[{"example":{"de":"K1","en":"K1"},"expected_evidence":{"de":"K1","en":"K1"},"id":"K1","levels":[{"anchor":{"de":"K10","en":"K10"}},{"anchor":{"de":"K11","en":"K11"}},{"anchor":{"de":"K12","en":"K12"}}],"text":{"de":"K1","en":"K1"},"title":{"de":"K1","en":"K1"},"usual":{"idea":0,"operation":2,"pilot":1},"why":{"de":"K1","en":"K1"}},{"example":{"de":"K2","en":"K2"},"expected_evidence":{"de":"K2","en":"K2"},"id":"K2","levels":[{"anchor":{"de":"K20","en":"K20"}},{"anchor":{"de":"K21","en":"K21"}},{"anchor":{"de":"K22","en":"K22"}}],"not_applicable":true,"text":{"de":"K2","en":"K2"},"title":{"de":"K2","en":"K2"},"usual":{"idea":0,"operation":2,"pilot":1},"why":{"de":"K2","en":"K2"}}],"short_title":{"de":"K","en":"K"},"title":{"de":"K","en":"K"}}],"gate":{"rules":[{"result":"met"}],"title":{"de":"Gate","en":"Gate"}},"id":"small","source":{"de":"Tests","en":"Tests"},"subject":"measure","title":{"de":"Small","en":"Small"},"version":1}', '2026-11-25 16:09:20.905726+00');
INSERT INTO public.comment VALUES (1, 2, '', 'municipality', 'Gut belegt.', '2026-11-25 16:09:20.955186+00', 1);
INSERT INTO public.conflict VALUES (1, 3, 1, NULL, '', NULL, '2026-11-25 16:09:20.955073+00', NULL);
INSERT INTO public.dependency VALUES (1, 1, 2, 'supports');
INSERT INTO public.deputyship VALUES (1, 2, 3, '2026-11-25', NULL, NULL);
INSERT INTO public.download_token VALUES (1, '2222222222222222222222222222222222222222222222222222222222222222', '', 2, 1, '2026-11-25 16:09:20.956496+00', '2026-11-25 16:09:20.956472+00', NULL);
INSERT INTO public.earlier_answer VALUES (1, 1, 1, 'K3', 'open', NULL, '', '', false, '2026-11-25 16:09:20.939236+00', NULL);
INSERT INTO public.event VALUES (1, '2026-11-25 16:09:20.956762+00', 1, 1, 'add_measure', 'measure', 1, '{"title": "3af31c77cb0e02140db8b444ef865f1ea824f7b0d2b0cc81a4e0c6f287ff54be"}', '10b78bdbbcf32655cd99ecf0ab1248af', '0000000000000000000000000000000000000000000000000000000000000000', '00749ddfba7b029a51fd03e926db18aa31f196fde550047f151a541794c62c3a', 1);
INSERT INTO public.event VALUES (2, '2026-11-25 16:09:20.975012+00', 1, 1, 'submit_measure', 'measure', 1, '{}', '1593f5afb8885897c4f276f294872374', '00749ddfba7b029a51fd03e926db18aa31f196fde550047f151a541794c62c3a', '00024723ba2bc1a758f2dbcb1191de137ea697f1860a456f772febcd0f423ad2', 1);
INSERT INTO public.evidence VALUES (1, 1, NULL, 'link', 'Beleg', '', '', '', '2026-11-25 16:09:20.930561+00', '', 1);
INSERT INTO public.import VALUES (1, '0000000000000000000000000000000000000000000000000000000000000000', 'matrix', '2026-11-25 16:09:20.939308+00', NULL);
INSERT INTO public.indicator VALUES (1, 1, 'Fahrgäste', '', NULL, NULL, NULL, NULL);
INSERT INTO public.joint_judgement VALUES (1, 1, 'met', '[]', '', NULL, '2026-11-25 16:09:20.956282+00', 1);
INSERT INTO public.letter VALUES (1, 1, 'Guten Tag', NULL, '2026-11-25 16:09:20.955289+00', NULL, 1);
INSERT INTO public.measure VALUES (1, 'a7e812a4-1327-4720-84ba-33ff1717ad6a', 1, 1, NULL, 'draft', NULL, NULL, '2026-11-25 16:09:20.921826+00', 1);
INSERT INTO public.measure VALUES (2, 'cc0b5ca0-e380-457d-b30a-8ac7aa535e81', 1, 1, NULL, 'draft', NULL, NULL, '2026-11-25 16:09:20.93724+00', 1);
INSERT INTO public.membership VALUES (1, 1, 'planning', NULL, NULL, NULL);
INSERT INTO public.municipality VALUES (1, '830a5a32-05a8-40e1-b5b5-85ca92e85354', 'municipality', 'Neustadt', NULL, NULL, NULL, NULL, '', false, 1, false);
INSERT INTO public.municipality VALUES (2, '93bddaa7-06ef-4dc1-af53-0b5b609c78cd', 'district', 'Kreis', NULL, NULL, NULL, NULL, '', false, 1, false);
INSERT INTO public.municipality_key VALUES (1, 1, '01001000', NULL, NULL);
INSERT INTO public.municipality_member VALUES (1, 2, 1);
INSERT INTO public.outbox_message VALUES (1, 2, 'assigned', 1, '{}', '2026-11-25 16:09:20.956573+00', '2026-11-25 16:09:20.956579+00', NULL, NULL, 0, '');
INSERT INTO public.person VALUES (1, '2c87bdef-a023-4f6a-9c28-ba6f4e2913ea', NULL, 'Planung', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.person VALUES (2, '42cb182e-36a5-440a-82a9-ef47c029a88f', NULL, 'Beratung', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.person VALUES (3, '6c8342d5-0eb8-4a0e-b9a0-06293ae00061', NULL, 'Vertretung', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO public.preliminary_check VALUES (1, 1, 'law', 'open', '', NULL);
INSERT INTO public.programme VALUES (1, '3a6cd2ea-d582-4440-9d2b-fec541d94a6a', 'Auswahl', 'selection', 1, 2, false, 1, 'recommends', 'after_all', NULL, NULL, false);
INSERT INTO public.programme_municipality VALUES (1, 1, 1);
INSERT INTO public.recommendation VALUES (1, 2, 'continue', '', 1);
INSERT INTO public.release VALUES (1, 1, 'fact_sheet', NULL, '2026-11-25 16:09:20.956448+00');
INSERT INTO public.reply VALUES (1, 1, 'agree', '', '2026-11-25 16:09:20.956395+00', 1);
INSERT INTO public.review_confirmation VALUES (1, 2, 1, '2026-11-25 16:09:20.955137+00');
INSERT INTO public.review_release VALUES (1, 1, NULL, '2026-11-25 16:09:20.955349+00');
INSERT INTO public.revision VALUES (2, 2, 1, '2026-11-25 16:09:20.937653+00', NULL, 1, 'Parkleitsystem', '', '', '', '', '', 'idea', '', '', '', NULL, NULL, NULL, '', '', '', NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, '', NULL, '', NULL, '', '', '', '', '', '', '', '', '', '', '', '', '', '', NULL, NULL);
INSERT INTO public.revision VALUES (1, 1, 1, '2026-11-25 16:09:20.923369+00', '2026-11-25 16:09:20.97272+00', 1, 'Parkleitsystem', '', '', '', '', '', 'idea', '', '', '', NULL, NULL, NULL, '', '', '', NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, '', NULL, '', NULL, '', '', '', '', '', '', '', '', '', '', '', '', '', '', NULL, NULL);
INSERT INTO public.revision_partner VALUES (1, 1, 'Hochschule', NULL, '');
INSERT INTO public.round VALUES (1, 1, 1, 'changes', 1, '', NULL, NULL, '2026-11-25 16:09:20.95258+00', NULL, NULL);
INSERT INTO public.round_item VALUES (1, 1, 'K1', 'Bitte belegen.');
INSERT INTO public.snippet VALUES (1, 2, 'Dank', 'Vielen Dank.', 1);
SELECT pg_catalog.setval('public.answer_id_seq', 2, true);
SELECT pg_catalog.setval('public.assessment_id_seq', 2, true);
SELECT pg_catalog.setval('public.assignment_id_seq', 1, true);
SELECT pg_catalog.setval('public.blob_id_seq', 1, true);
SELECT pg_catalog.setval('public.catalogue_version_id_seq', 1, true);
SELECT pg_catalog.setval('public.comment_id_seq', 1, true);
SELECT pg_catalog.setval('public.conflict_id_seq', 1, true);
SELECT pg_catalog.setval('public.dependency_id_seq', 1, true);
SELECT pg_catalog.setval('public.deputyship_id_seq', 1, true);
SELECT pg_catalog.setval('public.download_token_id_seq', 1, true);
SELECT pg_catalog.setval('public.earlier_answer_id_seq', 1, true);
SELECT pg_catalog.setval('public.event_id_seq', 2, true);
SELECT pg_catalog.setval('public.evidence_id_seq', 1, true);
SELECT pg_catalog.setval('public.import_id_seq', 1, true);
SELECT pg_catalog.setval('public.indicator_id_seq', 1, true);
SELECT pg_catalog.setval('public.joint_judgement_id_seq', 1, true);
SELECT pg_catalog.setval('public.letter_id_seq', 1, true);
SELECT pg_catalog.setval('public.measure_id_seq', 2, true);
SELECT pg_catalog.setval('public.membership_id_seq', 1, true);
SELECT pg_catalog.setval('public.municipality_id_seq', 2, true);
SELECT pg_catalog.setval('public.municipality_key_id_seq', 1, true);
SELECT pg_catalog.setval('public.municipality_member_id_seq', 1, true);
SELECT pg_catalog.setval('public.outbox_message_id_seq', 1, true);
SELECT pg_catalog.setval('public.person_id_seq', 3, true);
SELECT pg_catalog.setval('public.preliminary_check_id_seq', 1, true);
SELECT pg_catalog.setval('public.programme_id_seq', 1, true);
SELECT pg_catalog.setval('public.programme_municipality_id_seq', 1, true);
SELECT pg_catalog.setval('public.recommendation_id_seq', 1, true);
SELECT pg_catalog.setval('public.release_id_seq', 1, true);
SELECT pg_catalog.setval('public.reply_id_seq', 1, true);
SELECT pg_catalog.setval('public.review_confirmation_id_seq', 1, true);
SELECT pg_catalog.setval('public.review_release_id_seq', 1, true);
SELECT pg_catalog.setval('public.revision_id_seq', 2, true);
SELECT pg_catalog.setval('public.revision_partner_id_seq', 1, true);
SELECT pg_catalog.setval('public.round_id_seq', 1, true);
SELECT pg_catalog.setval('public.round_item_id_seq', 1, true);
SELECT pg_catalog.setval('public.snippet_id_seq', 1, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.answer
    ADD CONSTRAINT pk_answer PRIMARY KEY (id);
ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT pk_assessment PRIMARY KEY (id);
ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT pk_assignment PRIMARY KEY (id);
ALTER TABLE ONLY public.blob
    ADD CONSTRAINT pk_blob PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_version
    ADD CONSTRAINT pk_catalogue_version PRIMARY KEY (id);
ALTER TABLE ONLY public.comment
    ADD CONSTRAINT pk_comment PRIMARY KEY (id);
ALTER TABLE ONLY public.conflict
    ADD CONSTRAINT pk_conflict PRIMARY KEY (id);
ALTER TABLE ONLY public.dependency
    ADD CONSTRAINT pk_dependency PRIMARY KEY (id);
ALTER TABLE ONLY public.deputyship
    ADD CONSTRAINT pk_deputyship PRIMARY KEY (id);
ALTER TABLE ONLY public.download_token
    ADD CONSTRAINT pk_download_token PRIMARY KEY (id);
ALTER TABLE ONLY public.earlier_answer
    ADD CONSTRAINT pk_earlier_answer PRIMARY KEY (id);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT pk_event PRIMARY KEY (id);
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT pk_evidence PRIMARY KEY (id);
ALTER TABLE ONLY public.import
    ADD CONSTRAINT pk_import PRIMARY KEY (id);
ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT pk_indicator PRIMARY KEY (id);
ALTER TABLE ONLY public.joint_judgement
    ADD CONSTRAINT pk_joint_judgement PRIMARY KEY (id);
ALTER TABLE ONLY public.letter
    ADD CONSTRAINT pk_letter PRIMARY KEY (id);
ALTER TABLE ONLY public.measure
    ADD CONSTRAINT pk_measure PRIMARY KEY (id);
ALTER TABLE ONLY public.membership
    ADD CONSTRAINT pk_membership PRIMARY KEY (id);
ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT pk_municipality PRIMARY KEY (id);
ALTER TABLE ONLY public.municipality_key
    ADD CONSTRAINT pk_municipality_key PRIMARY KEY (id);
ALTER TABLE ONLY public.municipality_member
    ADD CONSTRAINT pk_municipality_member PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox_message
    ADD CONSTRAINT pk_outbox_message PRIMARY KEY (id);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT pk_person PRIMARY KEY (id);
ALTER TABLE ONLY public.preliminary_check
    ADD CONSTRAINT pk_preliminary_check PRIMARY KEY (id);
ALTER TABLE ONLY public.programme
    ADD CONSTRAINT pk_programme PRIMARY KEY (id);
ALTER TABLE ONLY public.programme_municipality
    ADD CONSTRAINT pk_programme_municipality PRIMARY KEY (id);
ALTER TABLE ONLY public.recommendation
    ADD CONSTRAINT pk_recommendation PRIMARY KEY (id);
ALTER TABLE ONLY public.release
    ADD CONSTRAINT pk_release PRIMARY KEY (id);
ALTER TABLE ONLY public.reply
    ADD CONSTRAINT pk_reply PRIMARY KEY (id);
ALTER TABLE ONLY public.review_confirmation
    ADD CONSTRAINT pk_review_confirmation PRIMARY KEY (id);
ALTER TABLE ONLY public.review_release
    ADD CONSTRAINT pk_review_release PRIMARY KEY (id);
ALTER TABLE ONLY public.revision
    ADD CONSTRAINT pk_revision PRIMARY KEY (id);
ALTER TABLE ONLY public.revision_partner
    ADD CONSTRAINT pk_revision_partner PRIMARY KEY (id);
ALTER TABLE ONLY public.round
    ADD CONSTRAINT pk_round PRIMARY KEY (id);
ALTER TABLE ONLY public.round_item
    ADD CONSTRAINT pk_round_item PRIMARY KEY (id);
ALTER TABLE ONLY public.snippet
    ADD CONSTRAINT pk_snippet PRIMARY KEY (id);
ALTER TABLE ONLY public.answer
    ADD CONSTRAINT uq_answer_assessment_id_question_key UNIQUE (assessment_id, question_key);
ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT uq_assessment_revision_id_author_id UNIQUE (revision_id, author_id);
ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT uq_assessment_uuid UNIQUE (uuid);
ALTER TABLE ONLY public.blob
    ADD CONSTRAINT uq_blob_sha256 UNIQUE (sha256);
ALTER TABLE ONLY public.catalogue_version
    ADD CONSTRAINT uq_catalogue_version_catalogue_version UNIQUE (catalogue, version);
ALTER TABLE ONLY public.comment
    ADD CONSTRAINT uq_comment_assessment_id_question_key_audience UNIQUE (assessment_id, question_key, audience);
ALTER TABLE ONLY public.dependency
    ADD CONSTRAINT uq_dependency_revision_id_measure_id_kind UNIQUE (revision_id, measure_id, kind);
ALTER TABLE ONLY public.download_token
    ADD CONSTRAINT uq_download_token_token_hash UNIQUE (token_hash);
ALTER TABLE ONLY public.earlier_answer
    ADD CONSTRAINT uq_earlier_answer UNIQUE (assessment_id, question_key, catalogue_version_id);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT uq_event_hash UNIQUE (hash);
ALTER TABLE ONLY public.import
    ADD CONSTRAINT uq_import_sha256 UNIQUE (sha256);
ALTER TABLE ONLY public.joint_judgement
    ADD CONSTRAINT uq_joint_judgement_revision_id UNIQUE (revision_id);
ALTER TABLE ONLY public.letter
    ADD CONSTRAINT uq_letter_revision_id UNIQUE (revision_id);
ALTER TABLE ONLY public.measure
    ADD CONSTRAINT uq_measure_programme_id_municipality_id_external_key UNIQUE (programme_id, municipality_id, external_key);
ALTER TABLE ONLY public.measure
    ADD CONSTRAINT uq_measure_uuid UNIQUE (uuid);
ALTER TABLE ONLY public.municipality_key
    ADD CONSTRAINT uq_municipality_key_key_valid_from UNIQUE (key, valid_from);
ALTER TABLE ONLY public.municipality_member
    ADD CONSTRAINT uq_municipality_member_group_id_member_id UNIQUE (group_id, member_id);
ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT uq_municipality_uuid UNIQUE (uuid);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT uq_person_oidc_subject UNIQUE (oidc_subject);
ALTER TABLE ONLY public.person
    ADD CONSTRAINT uq_person_uuid UNIQUE (uuid);
ALTER TABLE ONLY public.preliminary_check
    ADD CONSTRAINT uq_preliminary_check_revision_id_kind UNIQUE (revision_id, kind);
ALTER TABLE ONLY public.programme_municipality
    ADD CONSTRAINT uq_programme_municipality_programme_id_municipality_id UNIQUE (programme_id, municipality_id);
ALTER TABLE ONLY public.programme
    ADD CONSTRAINT uq_programme_uuid UNIQUE (uuid);
ALTER TABLE ONLY public.recommendation
    ADD CONSTRAINT uq_recommendation_assessment_id UNIQUE (assessment_id);
ALTER TABLE ONLY public.release
    ADD CONSTRAINT uq_release_measure_id_kind UNIQUE (measure_id, kind);
ALTER TABLE ONLY public.reply
    ADD CONSTRAINT uq_reply_round_item_id UNIQUE (round_item_id);
ALTER TABLE ONLY public.review_confirmation
    ADD CONSTRAINT uq_review_confirmation_assessment_id_revision_id UNIQUE (assessment_id, revision_id);
ALTER TABLE ONLY public.review_release
    ADD CONSTRAINT uq_review_release_revision_id UNIQUE (revision_id);
ALTER TABLE ONLY public.revision
    ADD CONSTRAINT uq_revision_measure_id_number UNIQUE (measure_id, number);
ALTER TABLE ONLY public.round
    ADD CONSTRAINT uq_round_measure_id_number UNIQUE (measure_id, number);
CREATE INDEX ix_answer_assessment_id ON public.answer USING btree (assessment_id);
CREATE INDEX ix_answer_changed_by_id ON public.answer USING btree (changed_by_id);
CREATE INDEX ix_assessment_author_id ON public.assessment USING btree (author_id);
CREATE INDEX ix_assessment_catalogue_version_id ON public.assessment USING btree (catalogue_version_id);
CREATE INDEX ix_assessment_revision_id ON public.assessment USING btree (revision_id);
CREATE INDEX ix_assignment_assigned_by_id ON public.assignment USING btree (assigned_by_id);
CREATE INDEX ix_assignment_measure_id ON public.assignment USING btree (measure_id);
CREATE INDEX ix_assignment_person_id ON public.assignment USING btree (person_id);
CREATE INDEX ix_comment_assessment_id ON public.comment USING btree (assessment_id);
CREATE INDEX ix_conflict_declared_by_id ON public.conflict USING btree (declared_by_id);
CREATE INDEX ix_conflict_measure_id ON public.conflict USING btree (measure_id);
CREATE INDEX ix_conflict_municipality_id ON public.conflict USING btree (municipality_id);
CREATE INDEX ix_conflict_person_id ON public.conflict USING btree (person_id);
CREATE INDEX ix_dependency_measure_id ON public.dependency USING btree (measure_id);
CREATE INDEX ix_dependency_revision_id ON public.dependency USING btree (revision_id);
CREATE INDEX ix_deputyship_deputy_id ON public.deputyship USING btree (deputy_id);
CREATE INDEX ix_deputyship_person_id ON public.deputyship USING btree (person_id);
CREATE INDEX ix_download_token_evidence_id ON public.download_token USING btree (evidence_id);
CREATE INDEX ix_download_token_person_id ON public.download_token USING btree (person_id);
CREATE INDEX ix_earlier_answer_assessment_id ON public.earlier_answer USING btree (assessment_id);
CREATE INDEX ix_earlier_answer_catalogue_version_id ON public.earlier_answer USING btree (catalogue_version_id);
CREATE INDEX ix_earlier_answer_changed_by_id ON public.earlier_answer USING btree (changed_by_id);
CREATE INDEX ix_event_actor_id ON public.event USING btree (actor_id);
CREATE INDEX ix_event_measure_id ON public.event USING btree (measure_id);
CREATE INDEX ix_event_programme_id ON public.event USING btree (programme_id);
CREATE INDEX ix_evidence_blob_id ON public.evidence USING btree (blob_id);
CREATE INDEX ix_evidence_revision_id ON public.evidence USING btree (revision_id);
CREATE INDEX ix_import_person_id ON public.import USING btree (person_id);
CREATE INDEX ix_indicator_revision_id ON public.indicator USING btree (revision_id);
CREATE INDEX ix_joint_judgement_settled_by_id ON public.joint_judgement USING btree (settled_by_id);
CREATE INDEX ix_letter_written_by_id ON public.letter USING btree (written_by_id);
CREATE INDEX ix_measure_deputy_id ON public.measure USING btree (deputy_id);
CREATE INDEX ix_measure_municipality_id ON public.measure USING btree (municipality_id);
CREATE INDEX ix_measure_owner_id ON public.measure USING btree (owner_id);
CREATE INDEX ix_measure_programme_id ON public.measure USING btree (programme_id);
CREATE INDEX ix_membership_municipality_id ON public.membership USING btree (municipality_id);
CREATE INDEX ix_membership_person_id ON public.membership USING btree (person_id);
CREATE INDEX ix_membership_programme_id ON public.membership USING btree (programme_id);
CREATE INDEX ix_municipality_key_key ON public.municipality_key USING btree (key);
CREATE INDEX ix_municipality_key_municipality_id ON public.municipality_key USING btree (municipality_id);
CREATE INDEX ix_municipality_member_group_id ON public.municipality_member USING btree (group_id);
CREATE INDEX ix_municipality_member_member_id ON public.municipality_member USING btree (member_id);
CREATE INDEX ix_municipality_name ON public.municipality USING btree (name);
CREATE INDEX ix_outbox_message_measure_id ON public.outbox_message USING btree (measure_id);
CREATE INDEX ix_outbox_message_person_id ON public.outbox_message USING btree (person_id);
CREATE INDEX ix_person_acting_for_id ON public.person USING btree (acting_for_id);
CREATE INDEX ix_person_working_in_id ON public.person USING btree (working_in_id);
CREATE INDEX ix_preliminary_check_revision_id ON public.preliminary_check USING btree (revision_id);
CREATE INDEX ix_programme_catalogue_version_id ON public.programme USING btree (catalogue_version_id);
CREATE INDEX ix_programme_municipality_municipality_id ON public.programme_municipality USING btree (municipality_id);
CREATE INDEX ix_programme_municipality_programme_id ON public.programme_municipality USING btree (programme_id);
CREATE INDEX ix_release_measure_id ON public.release USING btree (measure_id);
CREATE INDEX ix_release_released_by_id ON public.release USING btree (released_by_id);
CREATE INDEX ix_review_confirmation_assessment_id ON public.review_confirmation USING btree (assessment_id);
CREATE INDEX ix_review_confirmation_revision_id ON public.review_confirmation USING btree (revision_id);
CREATE INDEX ix_review_release_released_by_id ON public.review_release USING btree (released_by_id);
CREATE INDEX ix_revision_measure_id ON public.revision USING btree (measure_id);
CREATE INDEX ix_revision_partner_municipality_id ON public.revision_partner USING btree (municipality_id);
CREATE INDEX ix_revision_partner_revision_id ON public.revision_partner USING btree (revision_id);
CREATE INDEX ix_revision_released_by_id ON public.revision USING btree (released_by_id);
CREATE INDEX ix_round_answered_revision_id ON public.round USING btree (answered_revision_id);
CREATE INDEX ix_round_item_round_id ON public.round_item USING btree (round_id);
CREATE INDEX ix_round_measure_id ON public.round USING btree (measure_id);
CREATE INDEX ix_round_requested_by_id ON public.round USING btree (requested_by_id);
CREATE INDEX ix_round_revision_id ON public.round USING btree (revision_id);
CREATE INDEX ix_snippet_person_id ON public.snippet USING btree (person_id);
CREATE UNIQUE INDEX uq_assessment_one_self ON public.assessment USING btree (revision_id) WHERE ((kind)::text = 'self'::text);
CREATE UNIQUE INDEX uq_assignment_in_force ON public.assignment USING btree (measure_id, person_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX uq_municipality_key_undated ON public.municipality_key USING btree (key) WHERE (valid_from IS NULL);
CREATE UNIQUE INDEX uq_revision_one_working ON public.revision USING btree (measure_id) WHERE (submitted_at IS NULL);
CREATE TRIGGER frozen_answer_delete BEFORE DELETE ON public.answer FOR EACH ROW EXECUTE FUNCTION public.frozen_answer_delete();
CREATE TRIGGER frozen_answer_insert BEFORE INSERT ON public.answer FOR EACH ROW EXECUTE FUNCTION public.frozen_answer_insert();
CREATE TRIGGER frozen_answer_update BEFORE UPDATE ON public.answer FOR EACH ROW EXECUTE FUNCTION public.frozen_answer_update();
CREATE TRIGGER frozen_assessment_delete BEFORE DELETE ON public.assessment FOR EACH ROW EXECUTE FUNCTION public.frozen_assessment_delete();
CREATE TRIGGER frozen_assessment_update BEFORE UPDATE ON public.assessment FOR EACH ROW EXECUTE FUNCTION public.frozen_assessment_update();
CREATE TRIGGER frozen_catalogue_version_delete BEFORE DELETE ON public.catalogue_version FOR EACH ROW EXECUTE FUNCTION public.frozen_catalogue_version_delete();
CREATE TRIGGER frozen_catalogue_version_update BEFORE UPDATE ON public.catalogue_version FOR EACH ROW EXECUTE FUNCTION public.frozen_catalogue_version_update();
CREATE TRIGGER frozen_comment_delete BEFORE DELETE ON public.comment FOR EACH ROW EXECUTE FUNCTION public.frozen_comment_delete();
CREATE TRIGGER frozen_comment_insert BEFORE INSERT ON public.comment FOR EACH ROW EXECUTE FUNCTION public.frozen_comment_insert();
CREATE TRIGGER frozen_comment_update BEFORE UPDATE ON public.comment FOR EACH ROW EXECUTE FUNCTION public.frozen_comment_update();
CREATE TRIGGER frozen_dependency_delete BEFORE DELETE ON public.dependency FOR EACH ROW EXECUTE FUNCTION public.frozen_dependency_delete();
CREATE TRIGGER frozen_dependency_insert BEFORE INSERT ON public.dependency FOR EACH ROW EXECUTE FUNCTION public.frozen_dependency_insert();
CREATE TRIGGER frozen_dependency_update BEFORE UPDATE ON public.dependency FOR EACH ROW EXECUTE FUNCTION public.frozen_dependency_update();
CREATE TRIGGER frozen_earlier_answer_delete BEFORE DELETE ON public.earlier_answer FOR EACH ROW EXECUTE FUNCTION public.frozen_earlier_answer_delete();
CREATE TRIGGER frozen_earlier_answer_insert BEFORE INSERT ON public.earlier_answer FOR EACH ROW EXECUTE FUNCTION public.frozen_earlier_answer_insert();
CREATE TRIGGER frozen_earlier_answer_update BEFORE UPDATE ON public.earlier_answer FOR EACH ROW EXECUTE FUNCTION public.frozen_earlier_answer_update();
CREATE TRIGGER frozen_event_delete BEFORE DELETE ON public.event FOR EACH ROW EXECUTE FUNCTION public.frozen_event_delete();
CREATE TRIGGER frozen_event_update BEFORE UPDATE ON public.event FOR EACH ROW EXECUTE FUNCTION public.frozen_event_update();
CREATE TRIGGER frozen_evidence_delete BEFORE DELETE ON public.evidence FOR EACH ROW EXECUTE FUNCTION public.frozen_evidence_delete();
CREATE TRIGGER frozen_evidence_insert BEFORE INSERT ON public.evidence FOR EACH ROW EXECUTE FUNCTION public.frozen_evidence_insert();
CREATE TRIGGER frozen_evidence_update BEFORE UPDATE ON public.evidence FOR EACH ROW EXECUTE FUNCTION public.frozen_evidence_update();
CREATE TRIGGER frozen_indicator_delete BEFORE DELETE ON public.indicator FOR EACH ROW EXECUTE FUNCTION public.frozen_indicator_delete();
CREATE TRIGGER frozen_indicator_insert BEFORE INSERT ON public.indicator FOR EACH ROW EXECUTE FUNCTION public.frozen_indicator_insert();
CREATE TRIGGER frozen_indicator_update BEFORE UPDATE ON public.indicator FOR EACH ROW EXECUTE FUNCTION public.frozen_indicator_update();
CREATE TRIGGER frozen_preliminary_check_delete BEFORE DELETE ON public.preliminary_check FOR EACH ROW EXECUTE FUNCTION public.frozen_preliminary_check_delete();
CREATE TRIGGER frozen_preliminary_check_insert BEFORE INSERT ON public.preliminary_check FOR EACH ROW EXECUTE FUNCTION public.frozen_preliminary_check_insert();
CREATE TRIGGER frozen_preliminary_check_update BEFORE UPDATE ON public.preliminary_check FOR EACH ROW EXECUTE FUNCTION public.frozen_preliminary_check_update();
CREATE TRIGGER frozen_recommendation_delete BEFORE DELETE ON public.recommendation FOR EACH ROW EXECUTE FUNCTION public.frozen_recommendation_delete();
CREATE TRIGGER frozen_recommendation_insert BEFORE INSERT ON public.recommendation FOR EACH ROW EXECUTE FUNCTION public.frozen_recommendation_insert();
CREATE TRIGGER frozen_recommendation_update BEFORE UPDATE ON public.recommendation FOR EACH ROW EXECUTE FUNCTION public.frozen_recommendation_update();
CREATE TRIGGER frozen_revision_delete BEFORE DELETE ON public.revision FOR EACH ROW EXECUTE FUNCTION public.frozen_revision_delete();
CREATE TRIGGER frozen_revision_partner_delete BEFORE DELETE ON public.revision_partner FOR EACH ROW EXECUTE FUNCTION public.frozen_revision_partner_delete();
CREATE TRIGGER frozen_revision_partner_insert BEFORE INSERT ON public.revision_partner FOR EACH ROW EXECUTE FUNCTION public.frozen_revision_partner_insert();
CREATE TRIGGER frozen_revision_partner_update BEFORE UPDATE ON public.revision_partner FOR EACH ROW EXECUTE FUNCTION public.frozen_revision_partner_update();
CREATE TRIGGER frozen_revision_update BEFORE UPDATE ON public.revision FOR EACH ROW EXECUTE FUNCTION public.frozen_revision_update();
ALTER TABLE ONLY public.answer
    ADD CONSTRAINT fk_answer_assessment_id_assessment FOREIGN KEY (assessment_id) REFERENCES public.assessment(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.answer
    ADD CONSTRAINT fk_answer_changed_by_id_person FOREIGN KEY (changed_by_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT fk_assessment_author_id_person FOREIGN KEY (author_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT fk_assessment_catalogue_version_id_catalogue_version FOREIGN KEY (catalogue_version_id) REFERENCES public.catalogue_version(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT fk_assessment_revision_id_revision FOREIGN KEY (revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT fk_assignment_assigned_by_id_person FOREIGN KEY (assigned_by_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT fk_assignment_measure_id_measure FOREIGN KEY (measure_id) REFERENCES public.measure(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT fk_assignment_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.comment
    ADD CONSTRAINT fk_comment_assessment_id_assessment FOREIGN KEY (assessment_id) REFERENCES public.assessment(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.conflict
    ADD CONSTRAINT fk_conflict_declared_by_id_person FOREIGN KEY (declared_by_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.conflict
    ADD CONSTRAINT fk_conflict_measure_id_measure FOREIGN KEY (measure_id) REFERENCES public.measure(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.conflict
    ADD CONSTRAINT fk_conflict_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.conflict
    ADD CONSTRAINT fk_conflict_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.dependency
    ADD CONSTRAINT fk_dependency_measure_id_measure FOREIGN KEY (measure_id) REFERENCES public.measure(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.dependency
    ADD CONSTRAINT fk_dependency_revision_id_revision FOREIGN KEY (revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.deputyship
    ADD CONSTRAINT fk_deputyship_deputy_id_person FOREIGN KEY (deputy_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.deputyship
    ADD CONSTRAINT fk_deputyship_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.download_token
    ADD CONSTRAINT fk_download_token_evidence_id_evidence FOREIGN KEY (evidence_id) REFERENCES public.evidence(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.download_token
    ADD CONSTRAINT fk_download_token_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.earlier_answer
    ADD CONSTRAINT fk_earlier_answer_assessment_id_assessment FOREIGN KEY (assessment_id) REFERENCES public.assessment(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.earlier_answer
    ADD CONSTRAINT fk_earlier_answer_catalogue_version_id_catalogue_version FOREIGN KEY (catalogue_version_id) REFERENCES public.catalogue_version(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.earlier_answer
    ADD CONSTRAINT fk_earlier_answer_changed_by_id_person FOREIGN KEY (changed_by_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT fk_evidence_blob_id_blob FOREIGN KEY (blob_id) REFERENCES public.blob(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT fk_evidence_revision_id_revision FOREIGN KEY (revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.import
    ADD CONSTRAINT fk_import_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT fk_indicator_revision_id_revision FOREIGN KEY (revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.joint_judgement
    ADD CONSTRAINT fk_joint_judgement_revision_id_revision FOREIGN KEY (revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.joint_judgement
    ADD CONSTRAINT fk_joint_judgement_settled_by_id_person FOREIGN KEY (settled_by_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.letter
    ADD CONSTRAINT fk_letter_revision_id_revision FOREIGN KEY (revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.letter
    ADD CONSTRAINT fk_letter_written_by_id_person FOREIGN KEY (written_by_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.measure
    ADD CONSTRAINT fk_measure_deputy_id_person FOREIGN KEY (deputy_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.measure
    ADD CONSTRAINT fk_measure_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.measure
    ADD CONSTRAINT fk_measure_owner_id_person FOREIGN KEY (owner_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.measure
    ADD CONSTRAINT fk_measure_programme_id_programme FOREIGN KEY (programme_id) REFERENCES public.programme(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.membership
    ADD CONSTRAINT fk_membership_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.membership
    ADD CONSTRAINT fk_membership_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.membership
    ADD CONSTRAINT fk_membership_programme_id_programme FOREIGN KEY (programme_id) REFERENCES public.programme(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.municipality_key
    ADD CONSTRAINT fk_municipality_key_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.municipality_member
    ADD CONSTRAINT fk_municipality_member_group_id_municipality FOREIGN KEY (group_id) REFERENCES public.municipality(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.municipality_member
    ADD CONSTRAINT fk_municipality_member_member_id_municipality FOREIGN KEY (member_id) REFERENCES public.municipality(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.outbox_message
    ADD CONSTRAINT fk_outbox_message_measure_id_measure FOREIGN KEY (measure_id) REFERENCES public.measure(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.outbox_message
    ADD CONSTRAINT fk_outbox_message_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_acting_for_id_municipality FOREIGN KEY (acting_for_id) REFERENCES public.municipality(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.person
    ADD CONSTRAINT fk_person_working_in_id_programme FOREIGN KEY (working_in_id) REFERENCES public.programme(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.preliminary_check
    ADD CONSTRAINT fk_preliminary_check_revision_id_revision FOREIGN KEY (revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.programme
    ADD CONSTRAINT fk_programme_catalogue_version_id_catalogue_version FOREIGN KEY (catalogue_version_id) REFERENCES public.catalogue_version(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.programme_municipality
    ADD CONSTRAINT fk_programme_municipality_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.programme_municipality
    ADD CONSTRAINT fk_programme_municipality_programme_id_programme FOREIGN KEY (programme_id) REFERENCES public.programme(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.recommendation
    ADD CONSTRAINT fk_recommendation_assessment_id_assessment FOREIGN KEY (assessment_id) REFERENCES public.assessment(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.release
    ADD CONSTRAINT fk_release_measure_id_measure FOREIGN KEY (measure_id) REFERENCES public.measure(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.release
    ADD CONSTRAINT fk_release_released_by_id_person FOREIGN KEY (released_by_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.reply
    ADD CONSTRAINT fk_reply_round_item_id_round_item FOREIGN KEY (round_item_id) REFERENCES public.round_item(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.review_confirmation
    ADD CONSTRAINT fk_review_confirmation_assessment_id_assessment FOREIGN KEY (assessment_id) REFERENCES public.assessment(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.review_confirmation
    ADD CONSTRAINT fk_review_confirmation_revision_id_revision FOREIGN KEY (revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.review_release
    ADD CONSTRAINT fk_review_release_released_by_id_person FOREIGN KEY (released_by_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.review_release
    ADD CONSTRAINT fk_review_release_revision_id_revision FOREIGN KEY (revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.revision
    ADD CONSTRAINT fk_revision_measure_id_measure FOREIGN KEY (measure_id) REFERENCES public.measure(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.revision_partner
    ADD CONSTRAINT fk_revision_partner_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.revision_partner
    ADD CONSTRAINT fk_revision_partner_revision_id_revision FOREIGN KEY (revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.revision
    ADD CONSTRAINT fk_revision_released_by_id_person FOREIGN KEY (released_by_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.round
    ADD CONSTRAINT fk_round_answered_revision_id_revision FOREIGN KEY (answered_revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.round_item
    ADD CONSTRAINT fk_round_item_round_id_round FOREIGN KEY (round_id) REFERENCES public.round(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.round
    ADD CONSTRAINT fk_round_measure_id_measure FOREIGN KEY (measure_id) REFERENCES public.measure(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.round
    ADD CONSTRAINT fk_round_requested_by_id_person FOREIGN KEY (requested_by_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.round
    ADD CONSTRAINT fk_round_revision_id_revision FOREIGN KEY (revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.snippet
    ADD CONSTRAINT fk_snippet_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE CASCADE;
ALTER TABLE public.answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.assessment ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.dependency ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.earlier_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.indicator ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.preliminary_check ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.revision ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.revision_partner ENABLE ROW LEVEL SECURITY;
CREATE POLICY working_answer ON public.answer USING (((( SELECT current_setting('toolkit.municipalities'::text, true) AS current_setting) = 'all'::text) OR (EXISTS ( SELECT 1
   FROM public.assessment
  WHERE (assessment.id = answer.assessment_id)))));
COMMENT ON POLICY working_answer ON public.answer IS '14a20041990beb04c0f586fe0794d89f7a55510d07bf57e076a088398052782a b59904f6e30334280b7051bf4c94232c46f0834596686d0b8bfb51c6b9305029';
CREATE POLICY working_assessment ON public.assessment USING (((( SELECT current_setting('toolkit.municipalities'::text, true) AS current_setting) = 'all'::text) OR (EXISTS ( SELECT 1
   FROM public.revision
  WHERE (revision.id = assessment.revision_id)))));
COMMENT ON POLICY working_assessment ON public.assessment IS '59d9feca781fbebb0f2094fc3a9eb47ed2a52a318218b03c8c900f72267e8a76 51d612b75653b56b0740157919dcf59aa0e9ee05527cf946144279b96864aad1';
CREATE POLICY working_dependency ON public.dependency USING (((( SELECT current_setting('toolkit.municipalities'::text, true) AS current_setting) = 'all'::text) OR (EXISTS ( SELECT 1
   FROM public.revision
  WHERE (revision.id = dependency.revision_id)))));
COMMENT ON POLICY working_dependency ON public.dependency IS '1ae1236e1dc2e32d03a3a17ee7b75c6b71ebc4e58fbd62f6036e216395868a48 608b879a577ed37f1ef8141bd855e9e613b80742a3d2934c36fc6373618148e6';
CREATE POLICY working_earlier_answer ON public.earlier_answer USING (((( SELECT current_setting('toolkit.municipalities'::text, true) AS current_setting) = 'all'::text) OR (EXISTS ( SELECT 1
   FROM public.assessment
  WHERE (assessment.id = earlier_answer.assessment_id)))));
COMMENT ON POLICY working_earlier_answer ON public.earlier_answer IS 'a8e621bbf982c4fe20a40472ce30b89208d79386c54d0451dfcef454a72d391f 6d001d721093fcb9e47327f4acc046d682476ace811ece73bfc6de6d2b93da45';
CREATE POLICY working_evidence ON public.evidence USING (((( SELECT current_setting('toolkit.municipalities'::text, true) AS current_setting) = 'all'::text) OR (EXISTS ( SELECT 1
   FROM public.revision
  WHERE (revision.id = evidence.revision_id)))));
COMMENT ON POLICY working_evidence ON public.evidence IS '111a3a5dc536ad4b119e30d30a4482d91f7aef11ee25efeafa2eb8585c0ea2b4 55ba1c79799e48869a24f9427c3b4cf20b9039c00590bf3fd7b8f3ad22c8708a';
CREATE POLICY working_indicator ON public.indicator USING (((( SELECT current_setting('toolkit.municipalities'::text, true) AS current_setting) = 'all'::text) OR (EXISTS ( SELECT 1
   FROM public.revision
  WHERE (revision.id = indicator.revision_id)))));
COMMENT ON POLICY working_indicator ON public.indicator IS 'c60e146025f977b3652d3ea528a43cb0fd757538fc27ed8e9819822afd59c617 16b93d695bd5219086d5947e869354b73681a37eb4e137d8a87187c3d54c2513';
CREATE POLICY working_preliminary_check ON public.preliminary_check USING (((( SELECT current_setting('toolkit.municipalities'::text, true) AS current_setting) = 'all'::text) OR (EXISTS ( SELECT 1
   FROM public.revision
  WHERE (revision.id = preliminary_check.revision_id)))));
COMMENT ON POLICY working_preliminary_check ON public.preliminary_check IS '373f01935b778addf6e5a62978f5de8c3c9fba23ec3700baf4b92e46852c7a1e f7a7a9d3ec3d41c2d5cdb7ceb5572b1efd6bb93706ac1c26eb07b564ffb1d7c7';
CREATE POLICY working_revision ON public.revision USING (((submitted_at IS NOT NULL) OR (( SELECT current_setting('toolkit.municipalities'::text, true) AS current_setting) = 'all'::text) OR (EXISTS ( SELECT 1
   FROM public.measure
  WHERE ((measure.id = revision.measure_id) AND ((measure.municipality_id)::text = ANY (string_to_array(( SELECT current_setting('toolkit.municipalities'::text, true) AS current_setting), ','::text))))))));
COMMENT ON POLICY working_revision ON public.revision IS 'b77d1e44e960af1d427f76c29f41a25311c0e47dd460dc4c3192e28327ebe1e2 0d9fcb238fe3378d3538b905359a148555a1b85df483eaf03d07fa73c7824a92';
CREATE POLICY working_revision_partner ON public.revision_partner USING (((( SELECT current_setting('toolkit.municipalities'::text, true) AS current_setting) = 'all'::text) OR (EXISTS ( SELECT 1
   FROM public.revision
  WHERE (revision.id = revision_partner.revision_id)))));
COMMENT ON POLICY working_revision_partner ON public.revision_partner IS 'bcf9b1ac73e2f0d8e4254d64da38c4e51f0773ab288c72e354a5497d43bc026e c2a4422e623e10542f9817ad3c74b12876db382eb20ec227dad9602c7a96ac18';
