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
    hash character varying(64) NOT NULL
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
    created_at timestamp with time zone NOT NULL
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
    version integer NOT NULL
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
CREATE TABLE public.person (
    id integer NOT NULL,
    uuid uuid NOT NULL,
    oidc_subject character varying(255),
    name character varying(200) NOT NULL,
    email character varying(254),
    acting_for_id integer,
    anonymised_at timestamp with time zone,
    working_in_id integer
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
    version integer NOT NULL
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
    needed_by_others text DEFAULT ''::text NOT NULL
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
ALTER TABLE ONLY public.answer ALTER COLUMN id SET DEFAULT nextval('public.answer_id_seq'::regclass);
ALTER TABLE ONLY public.assessment ALTER COLUMN id SET DEFAULT nextval('public.assessment_id_seq'::regclass);
ALTER TABLE ONLY public.catalogue_version ALTER COLUMN id SET DEFAULT nextval('public.catalogue_version_id_seq'::regclass);
ALTER TABLE ONLY public.dependency ALTER COLUMN id SET DEFAULT nextval('public.dependency_id_seq'::regclass);
ALTER TABLE ONLY public.earlier_answer ALTER COLUMN id SET DEFAULT nextval('public.earlier_answer_id_seq'::regclass);
ALTER TABLE ONLY public.event ALTER COLUMN id SET DEFAULT nextval('public.event_id_seq'::regclass);
ALTER TABLE ONLY public.evidence ALTER COLUMN id SET DEFAULT nextval('public.evidence_id_seq'::regclass);
ALTER TABLE ONLY public.import ALTER COLUMN id SET DEFAULT nextval('public.import_id_seq'::regclass);
ALTER TABLE ONLY public.indicator ALTER COLUMN id SET DEFAULT nextval('public.indicator_id_seq'::regclass);
ALTER TABLE ONLY public.measure ALTER COLUMN id SET DEFAULT nextval('public.measure_id_seq'::regclass);
ALTER TABLE ONLY public.membership ALTER COLUMN id SET DEFAULT nextval('public.membership_id_seq'::regclass);
ALTER TABLE ONLY public.municipality ALTER COLUMN id SET DEFAULT nextval('public.municipality_id_seq'::regclass);
ALTER TABLE ONLY public.municipality_key ALTER COLUMN id SET DEFAULT nextval('public.municipality_key_id_seq'::regclass);
ALTER TABLE ONLY public.municipality_member ALTER COLUMN id SET DEFAULT nextval('public.municipality_member_id_seq'::regclass);
ALTER TABLE ONLY public.person ALTER COLUMN id SET DEFAULT nextval('public.person_id_seq'::regclass);
ALTER TABLE ONLY public.preliminary_check ALTER COLUMN id SET DEFAULT nextval('public.preliminary_check_id_seq'::regclass);
ALTER TABLE ONLY public.programme ALTER COLUMN id SET DEFAULT nextval('public.programme_id_seq'::regclass);
ALTER TABLE ONLY public.programme_municipality ALTER COLUMN id SET DEFAULT nextval('public.programme_municipality_id_seq'::regclass);
ALTER TABLE ONLY public.revision ALTER COLUMN id SET DEFAULT nextval('public.revision_id_seq'::regclass);
ALTER TABLE ONLY public.revision_partner ALTER COLUMN id SET DEFAULT nextval('public.revision_partner_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0002');
INSERT INTO public.answer VALUES (1, 1, 'K1', 'level', 1, NULL, '', '', '', false, false, false, '2026-11-25 12:58:47.792759+00', NULL, 1);
INSERT INTO public.answer VALUES (2, 1, 'K2', 'open', NULL, NULL, '', '', '', false, false, false, '2026-11-25 12:58:47.796231+00', NULL, 1);
INSERT INTO public.assessment VALUES (1, 'e2de92b8-a953-40e5-98da-6bc23aaf0768', 1, 'self', NULL, 1, '2026-11-25 12:58:47.787614+00', '2026-11-25 12:58:47.894139+00');
INSERT INTO public.catalogue_version VALUES (1, 'small', 1, 'fb53e1698beb194fecf2f5105d062cf2b7c514ace68bbb252b2934b1e1d69ad3', '{"classes":[{"id":"fine","meaning":{"de":"Fine.","en":"Fine."},"title":{"de":"Fine","en":"Fine"},"tone":"success"}],"criteria":[{"description":{"de":"K","en":"K"},"id":"K","questions":[{"example":{"de":"K1","en":"K1"},"expected_evidence":{"de":"K1","en":"K1"},"id":"K1","levels":[{"anchor":{"de":"K10","en":"K10"}},{"anchor":{"de":"K11","en":"K11"}},{"anchor":{"de":"K12","en":"K12"}}],"text":{"de":"K1","en":"K1"},"title":{"de":"K1","en":"K1"},"usual":{"idea":0,"operation":2,"pilot":1},"why":{"de":"K1","en":"K1"}},{"example":{"de":"K2","en":"K2"},"expected_evidence":{"de":"K2","en":"K2"},"id":"K2","levels":[{"anchor":{"de":"K20","en":"K20"}},{"anchor":{"de":"K21","en":"K21"}},{"anchor":{"de":"K22","en":"K22"}}],"not_applicable":true,"text":{"de":"K2","en":"K2"},"title":{"de":"K2","en":"K2"},"usual":{"idea":0,"operation":2,"pilot":1},"why":{"de":"K2","en":"K2"}}],"short_title":{"de":"K","en":"K"},"title":{"de":"K","en":"K"}}],"gate":{"rules":[{"result":"met"}],"title":{"de":"Gate","en":"Gate"}},"id":"small","source":{"de":"Tests","en":"Tests"},"subject":"measure","title":{"de":"Small","en":"Small"},"version":1}', '2026-11-25 12:58:47.741063+00');
INSERT INTO public.dependency VALUES (1, 1, 2, 'supports');
INSERT INTO public.earlier_answer VALUES (1, 1, 1, 'K3', 'open', NULL, '', '', false, '2026-11-25 12:58:47.836699+00', NULL);
INSERT INTO public.event VALUES (1, '2026-11-25 12:58:47.836889+00', 1, 1, 'add_measure', 'measure', 1, '{"title": "ff1037b94bb447077c4e4151480ca7779c0a1657dbf7996dc48d81b6ad76b0d6"}', '4ad81fa1849852ae61f8e723cf99795c', '0000000000000000000000000000000000000000000000000000000000000000', 'c21e4120b87ed6310447c7c6a78d3afc96d30dd6f020f75f3862882de36b946d');
INSERT INTO public.event VALUES (2, '2026-11-25 12:58:47.901258+00', 1, 1, 'submit_measure', 'measure', 1, '{}', '185a21f72e598042cf6c32785578ab9a', 'c21e4120b87ed6310447c7c6a78d3afc96d30dd6f020f75f3862882de36b946d', '5870e988f6795c2234b2ac4f64d8e6aeabe5980c6390feb0b27052fe6f8d8d65');
INSERT INTO public.evidence VALUES (1, 1, NULL, 'link', 'Beleg', '', '', '', '2026-11-25 12:58:47.799436+00');
INSERT INTO public.import VALUES (1, '0000000000000000000000000000000000000000000000000000000000000000', 'matrix', '2026-11-25 12:58:47.836785+00', NULL);
INSERT INTO public.indicator VALUES (1, 1, 'Fahrgäste', '', NULL, NULL, NULL, NULL);
INSERT INTO public.measure VALUES (1, '3b3e92e8-924b-44c5-ae2e-934061e31b6f', 1, 1, NULL, 'draft', NULL, NULL, '2026-11-25 12:58:47.776101+00', 1);
INSERT INTO public.measure VALUES (2, '62aaa33a-e2e9-40b0-9549-e9c8c5832c1b', 1, 1, NULL, 'draft', NULL, NULL, '2026-11-25 12:58:47.831475+00', 1);
INSERT INTO public.membership VALUES (1, 1, 'planning', NULL, NULL, NULL);
INSERT INTO public.municipality VALUES (1, '8c8514ed-6b44-43d5-a052-e7b9e2c35851', 'municipality', 'Neustadt', NULL, NULL, NULL, NULL, '', false, 1);
INSERT INTO public.municipality VALUES (2, '44e7b3d0-a54f-4dfd-892e-88bbd2ef25a6', 'district', 'Kreis', NULL, NULL, NULL, NULL, '', false, 1);
INSERT INTO public.municipality_key VALUES (1, 1, '01001000', NULL, NULL);
INSERT INTO public.municipality_member VALUES (1, 2, 1);
INSERT INTO public.person VALUES (1, '78ca0b6d-154b-4df3-9f46-d810f7ff42df', NULL, 'Planung', NULL, NULL, NULL, NULL);
INSERT INTO public.preliminary_check VALUES (1, 1, 'law', 'open', '', NULL);
INSERT INTO public.programme VALUES (1, '90650a6a-ff37-48cd-8aa2-2851507cc9fa', 'Auswahl', 'selection', 1, 2, false, 1);
INSERT INTO public.programme_municipality VALUES (1, 1, 1);
INSERT INTO public.revision VALUES (2, 2, 1, '2026-11-25 12:58:47.833013+00', NULL, 1, 'Parkleitsystem', '', '', '', '', '', 'idea', '', '', '', NULL, NULL, NULL, '', '', '', NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, '', NULL, '', NULL, '', '', '', '', '', '', '', '', '', '', '', '', '', '');
INSERT INTO public.revision VALUES (1, 1, 1, '2026-11-25 12:58:47.778323+00', '2026-11-25 12:58:47.892418+00', 1, 'Parkleitsystem', '', '', '', '', '', 'idea', '', '', '', NULL, NULL, NULL, '', '', '', NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, '', NULL, '', NULL, '', '', '', '', '', '', '', '', '', '', '', '', '', '');
INSERT INTO public.revision_partner VALUES (1, 1, 'Hochschule', NULL, '');
SELECT pg_catalog.setval('public.answer_id_seq', 2, true);
SELECT pg_catalog.setval('public.assessment_id_seq', 1, true);
SELECT pg_catalog.setval('public.catalogue_version_id_seq', 1, true);
SELECT pg_catalog.setval('public.dependency_id_seq', 1, true);
SELECT pg_catalog.setval('public.earlier_answer_id_seq', 1, true);
SELECT pg_catalog.setval('public.event_id_seq', 2, true);
SELECT pg_catalog.setval('public.evidence_id_seq', 1, true);
SELECT pg_catalog.setval('public.import_id_seq', 1, true);
SELECT pg_catalog.setval('public.indicator_id_seq', 1, true);
SELECT pg_catalog.setval('public.measure_id_seq', 2, true);
SELECT pg_catalog.setval('public.membership_id_seq', 1, true);
SELECT pg_catalog.setval('public.municipality_id_seq', 2, true);
SELECT pg_catalog.setval('public.municipality_key_id_seq', 1, true);
SELECT pg_catalog.setval('public.municipality_member_id_seq', 1, true);
SELECT pg_catalog.setval('public.person_id_seq', 1, true);
SELECT pg_catalog.setval('public.preliminary_check_id_seq', 1, true);
SELECT pg_catalog.setval('public.programme_id_seq', 1, true);
SELECT pg_catalog.setval('public.programme_municipality_id_seq', 1, true);
SELECT pg_catalog.setval('public.revision_id_seq', 2, true);
SELECT pg_catalog.setval('public.revision_partner_id_seq', 1, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.answer
    ADD CONSTRAINT pk_answer PRIMARY KEY (id);
ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT pk_assessment PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue_version
    ADD CONSTRAINT pk_catalogue_version PRIMARY KEY (id);
ALTER TABLE ONLY public.dependency
    ADD CONSTRAINT pk_dependency PRIMARY KEY (id);
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
ALTER TABLE ONLY public.person
    ADD CONSTRAINT pk_person PRIMARY KEY (id);
ALTER TABLE ONLY public.preliminary_check
    ADD CONSTRAINT pk_preliminary_check PRIMARY KEY (id);
ALTER TABLE ONLY public.programme
    ADD CONSTRAINT pk_programme PRIMARY KEY (id);
ALTER TABLE ONLY public.programme_municipality
    ADD CONSTRAINT pk_programme_municipality PRIMARY KEY (id);
ALTER TABLE ONLY public.revision
    ADD CONSTRAINT pk_revision PRIMARY KEY (id);
ALTER TABLE ONLY public.revision_partner
    ADD CONSTRAINT pk_revision_partner PRIMARY KEY (id);
ALTER TABLE ONLY public.answer
    ADD CONSTRAINT uq_answer_assessment_id_question_key UNIQUE (assessment_id, question_key);
ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT uq_assessment_revision_id_author_id UNIQUE (revision_id, author_id);
ALTER TABLE ONLY public.assessment
    ADD CONSTRAINT uq_assessment_uuid UNIQUE (uuid);
ALTER TABLE ONLY public.catalogue_version
    ADD CONSTRAINT uq_catalogue_version_catalogue_version UNIQUE (catalogue, version);
ALTER TABLE ONLY public.dependency
    ADD CONSTRAINT uq_dependency_revision_id_measure_id_kind UNIQUE (revision_id, measure_id, kind);
ALTER TABLE ONLY public.earlier_answer
    ADD CONSTRAINT uq_earlier_answer UNIQUE (assessment_id, question_key, catalogue_version_id);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT uq_event_hash UNIQUE (hash);
ALTER TABLE ONLY public.import
    ADD CONSTRAINT uq_import_sha256 UNIQUE (sha256);
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
ALTER TABLE ONLY public.revision
    ADD CONSTRAINT uq_revision_measure_id_number UNIQUE (measure_id, number);
CREATE INDEX ix_answer_assessment_id ON public.answer USING btree (assessment_id);
CREATE INDEX ix_answer_changed_by_id ON public.answer USING btree (changed_by_id);
CREATE INDEX ix_assessment_author_id ON public.assessment USING btree (author_id);
CREATE INDEX ix_assessment_catalogue_version_id ON public.assessment USING btree (catalogue_version_id);
CREATE INDEX ix_assessment_revision_id ON public.assessment USING btree (revision_id);
CREATE INDEX ix_dependency_measure_id ON public.dependency USING btree (measure_id);
CREATE INDEX ix_dependency_revision_id ON public.dependency USING btree (revision_id);
CREATE INDEX ix_earlier_answer_assessment_id ON public.earlier_answer USING btree (assessment_id);
CREATE INDEX ix_earlier_answer_catalogue_version_id ON public.earlier_answer USING btree (catalogue_version_id);
CREATE INDEX ix_earlier_answer_changed_by_id ON public.earlier_answer USING btree (changed_by_id);
CREATE INDEX ix_event_actor_id ON public.event USING btree (actor_id);
CREATE INDEX ix_event_programme_id ON public.event USING btree (programme_id);
CREATE INDEX ix_evidence_revision_id ON public.evidence USING btree (revision_id);
CREATE INDEX ix_import_person_id ON public.import USING btree (person_id);
CREATE INDEX ix_indicator_revision_id ON public.indicator USING btree (revision_id);
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
CREATE INDEX ix_person_acting_for_id ON public.person USING btree (acting_for_id);
CREATE INDEX ix_person_working_in_id ON public.person USING btree (working_in_id);
CREATE INDEX ix_preliminary_check_revision_id ON public.preliminary_check USING btree (revision_id);
CREATE INDEX ix_programme_catalogue_version_id ON public.programme USING btree (catalogue_version_id);
CREATE INDEX ix_programme_municipality_municipality_id ON public.programme_municipality USING btree (municipality_id);
CREATE INDEX ix_programme_municipality_programme_id ON public.programme_municipality USING btree (programme_id);
CREATE INDEX ix_revision_measure_id ON public.revision USING btree (measure_id);
CREATE INDEX ix_revision_partner_municipality_id ON public.revision_partner USING btree (municipality_id);
CREATE INDEX ix_revision_partner_revision_id ON public.revision_partner USING btree (revision_id);
CREATE UNIQUE INDEX uq_assessment_one_self ON public.assessment USING btree (revision_id) WHERE ((kind)::text = 'self'::text);
CREATE UNIQUE INDEX uq_municipality_key_undated ON public.municipality_key USING btree (key) WHERE (valid_from IS NULL);
CREATE UNIQUE INDEX uq_revision_one_working ON public.revision USING btree (measure_id) WHERE (submitted_at IS NULL);
CREATE TRIGGER frozen_answer_delete BEFORE DELETE ON public.answer FOR EACH ROW EXECUTE FUNCTION public.frozen_answer_delete();
CREATE TRIGGER frozen_answer_insert BEFORE INSERT ON public.answer FOR EACH ROW EXECUTE FUNCTION public.frozen_answer_insert();
CREATE TRIGGER frozen_answer_update BEFORE UPDATE ON public.answer FOR EACH ROW EXECUTE FUNCTION public.frozen_answer_update();
CREATE TRIGGER frozen_assessment_delete BEFORE DELETE ON public.assessment FOR EACH ROW EXECUTE FUNCTION public.frozen_assessment_delete();
CREATE TRIGGER frozen_assessment_update BEFORE UPDATE ON public.assessment FOR EACH ROW EXECUTE FUNCTION public.frozen_assessment_update();
CREATE TRIGGER frozen_catalogue_version_delete BEFORE DELETE ON public.catalogue_version FOR EACH ROW EXECUTE FUNCTION public.frozen_catalogue_version_delete();
CREATE TRIGGER frozen_catalogue_version_update BEFORE UPDATE ON public.catalogue_version FOR EACH ROW EXECUTE FUNCTION public.frozen_catalogue_version_update();
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
ALTER TABLE ONLY public.dependency
    ADD CONSTRAINT fk_dependency_measure_id_measure FOREIGN KEY (measure_id) REFERENCES public.measure(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.dependency
    ADD CONSTRAINT fk_dependency_revision_id_revision FOREIGN KEY (revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.earlier_answer
    ADD CONSTRAINT fk_earlier_answer_assessment_id_assessment FOREIGN KEY (assessment_id) REFERENCES public.assessment(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.earlier_answer
    ADD CONSTRAINT fk_earlier_answer_catalogue_version_id_catalogue_version FOREIGN KEY (catalogue_version_id) REFERENCES public.catalogue_version(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.earlier_answer
    ADD CONSTRAINT fk_earlier_answer_changed_by_id_person FOREIGN KEY (changed_by_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT fk_evidence_revision_id_revision FOREIGN KEY (revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.import
    ADD CONSTRAINT fk_import_person_id_person FOREIGN KEY (person_id) REFERENCES public.person(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT fk_indicator_revision_id_revision FOREIGN KEY (revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
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
ALTER TABLE ONLY public.revision
    ADD CONSTRAINT fk_revision_measure_id_measure FOREIGN KEY (measure_id) REFERENCES public.measure(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.revision_partner
    ADD CONSTRAINT fk_revision_partner_municipality_id_municipality FOREIGN KEY (municipality_id) REFERENCES public.municipality(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.revision_partner
    ADD CONSTRAINT fk_revision_partner_revision_id_revision FOREIGN KEY (revision_id) REFERENCES public.revision(id) ON DELETE CASCADE;
