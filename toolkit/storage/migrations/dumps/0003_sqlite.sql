BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE answer (
	id INTEGER NOT NULL, 
	assessment_id INTEGER NOT NULL, 
	question_key VARCHAR(40) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	level INTEGER, 
	first_level INTEGER, 
	change_reason TEXT DEFAULT '' NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	waiting_for VARCHAR(200) NOT NULL, 
	feasible_soon BOOLEAN NOT NULL, 
	carried_over BOOLEAN NOT NULL, 
	needs_confirmation BOOLEAN NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by_id INTEGER, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_answer PRIMARY KEY (id), 
	CONSTRAINT ck_answer_level_of_kind CHECK ((level IS NOT NULL) = (kind = 'level')), 
	CONSTRAINT ck_answer_level_not_negative CHECK (level IS NULL OR level >= 0), 
	CONSTRAINT fk_answer_assessment_id_assessment FOREIGN KEY(assessment_id) REFERENCES assessment (id) ON DELETE CASCADE, 
	CONSTRAINT fk_answer_changed_by_id_person FOREIGN KEY(changed_by_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_answer_assessment_id_question_key UNIQUE (assessment_id, question_key)
);
INSERT INTO "answer" VALUES(1,1,'K1','level',1,NULL,'','','',0,0,0,'2026-11-25 16:09:18.857283',NULL,1);
INSERT INTO "answer" VALUES(2,1,'K2','open',NULL,NULL,'','','',0,0,0,'2026-11-25 16:09:18.858237',NULL,1);
CREATE TABLE assessment (
	id INTEGER NOT NULL, 
	uuid CHAR(32) NOT NULL, 
	revision_id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	author_id INTEGER, 
	catalogue_version_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	final_at DATETIME, revealed_at DATETIME, 
	CONSTRAINT pk_assessment PRIMARY KEY (id), 
	CONSTRAINT ck_assessment_author_of_review CHECK ((kind = 'review') = (author_id IS NOT NULL)), 
	CONSTRAINT fk_assessment_author_id_person FOREIGN KEY(author_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_assessment_catalogue_version_id_catalogue_version FOREIGN KEY(catalogue_version_id) REFERENCES catalogue_version (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_assessment_revision_id_revision FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	CONSTRAINT uq_assessment_revision_id_author_id UNIQUE (revision_id, author_id), 
	CONSTRAINT uq_assessment_uuid UNIQUE (uuid)
);
INSERT INTO "assessment" VALUES(1,'a0934d6147ad450cae026f8feb005fc6',1,'self',NULL,1,'2026-11-25 16:09:18.856528','2026-11-25 16:09:18.883358',NULL);
INSERT INTO "assessment" VALUES(2,'2862ee4726c04798a74f7efb6c2346bf',1,'review',2,1,'2026-11-25 16:09:18.872283',NULL,NULL);
CREATE TABLE assignment (
	id INTEGER NOT NULL, 
	measure_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	assigned_by_id INTEGER, 
	assigned_at DATETIME NOT NULL, 
	due_on DATE, 
	is_anchor BOOLEAN NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_assignment PRIMARY KEY (id), 
	CONSTRAINT fk_assignment_assigned_by_id_person FOREIGN KEY(assigned_by_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_assignment_measure_id_measure FOREIGN KEY(measure_id) REFERENCES measure (id) ON DELETE CASCADE, 
	CONSTRAINT fk_assignment_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT
);
INSERT INTO "assignment" VALUES(1,1,2,NULL,'2026-11-25 16:09:18.874173',NULL,0,NULL);
CREATE TABLE blob (
	id INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	size INTEGER NOT NULL, 
	media_type VARCHAR(100) NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_blob PRIMARY KEY (id), 
	CONSTRAINT uq_blob_sha256 UNIQUE (sha256)
);
INSERT INTO "blob" VALUES(1,'1111111111111111111111111111111111111111111111111111111111111111',3,'application/pdf','2026-11-25 16:09:18.870926');
CREATE TABLE catalogue_version (
	id INTEGER NOT NULL, 
	catalogue VARCHAR(40) NOT NULL, 
	version INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	content TEXT NOT NULL, 
	first_used_at DATETIME NOT NULL, 
	CONSTRAINT pk_catalogue_version PRIMARY KEY (id), 
	CONSTRAINT uq_catalogue_version_catalogue_version UNIQUE (catalogue, version)
);
INSERT INTO "catalogue_version" VALUES(1,'small',1,'fb53e1698beb194fecf2f5105d062cf2b7c514ace68bbb252b2934b1e1d69ad3','{"classes":[{"id":"fine","meaning":{"de":"Fine.","en":"Fine."},"title":{"de":"Fine","en":"Fine"},"tone":"success"}],"criteria":[{"description":{"de":"K","en":"K"},"id":"K","questions":[{"example":{"de":"K1","en":"K1"},"expected_evidence":{"de":"K1","en":"K1"},"id":"K1","levels":[{"anchor":{"de":"K10","en":"K10"}},{"anchor":{"de":"K11","en":"K11"}},{"anchor":{"de":"K12","en":"K12"}}],"text":{"de":"K1","en":"K1"},"title":{"de":"K1","en":"K1"},"usual":{"idea":0,"operation":2,"pilot":1},"why":{"de":"K1","en":"K1"}},{"example":{"de":"K2","en":"K2"},"expected_evidence":{"de":"K2","en":"K2"},"id":"K2","levels":[{"anchor":{"de":"K20","en":"K20"}},{"anchor":{"de":"K21","en":"K21"}},{"anchor":{"de":"K22","en":"K22"}}],"not_applicable":true,"text":{"de":"K2","en":"K2"},"title":{"de":"K2","en":"K2"},"usual":{"idea":0,"operation":2,"pilot":1},"why":{"de":"K2","en":"K2"}}],"short_title":{"de":"K","en":"K"},"title":{"de":"K","en":"K"}}],"gate":{"rules":[{"result":"met"}],"title":{"de":"Gate","en":"Gate"}},"id":"small","source":{"de":"Tests","en":"Tests"},"subject":"measure","title":{"de":"Small","en":"Small"},"version":1}','2026-11-25 16:09:18.847399');
CREATE TABLE comment (
	id INTEGER NOT NULL, 
	assessment_id INTEGER NOT NULL, 
	question_key VARCHAR(40) NOT NULL, 
	audience VARCHAR(40) NOT NULL, 
	text TEXT DEFAULT '' NOT NULL, 
	changed_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_comment PRIMARY KEY (id), 
	CONSTRAINT fk_comment_assessment_id_assessment FOREIGN KEY(assessment_id) REFERENCES assessment (id) ON DELETE CASCADE, 
	CONSTRAINT uq_comment_assessment_id_question_key_audience UNIQUE (assessment_id, question_key, audience)
);
INSERT INTO "comment" VALUES(1,2,'','municipality','Gut belegt.','2026-11-25 16:09:18.874344',1);
CREATE TABLE "conflict" (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	municipality_id INTEGER, 
	measure_id INTEGER, 
	reason TEXT DEFAULT '' NOT NULL, 
	declared_by_id INTEGER, 
	declared_at DATETIME NOT NULL, 
	lifted_at DATETIME, 
	CONSTRAINT pk_conflict PRIMARY KEY (id), 
	CONSTRAINT ck_conflict_with_one_thing CHECK ((municipality_id IS NULL) <> (measure_id IS NULL)), 
	CONSTRAINT fk_conflict_declared_by_id_person FOREIGN KEY(declared_by_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_conflict_measure_id_measure FOREIGN KEY(measure_id) REFERENCES measure (id) ON DELETE CASCADE, 
	CONSTRAINT fk_conflict_municipality_id_municipality FOREIGN KEY(municipality_id) REFERENCES municipality (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_conflict_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "conflict" VALUES(1,3,1,NULL,'',NULL,'2026-11-25 16:09:18.874244',NULL);
CREATE TABLE dependency (
	id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	measure_id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	CONSTRAINT pk_dependency PRIMARY KEY (id), 
	CONSTRAINT fk_dependency_measure_id_measure FOREIGN KEY(measure_id) REFERENCES measure (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_dependency_revision_id_revision FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	CONSTRAINT uq_dependency_revision_id_measure_id_kind UNIQUE (revision_id, measure_id, kind)
);
INSERT INTO "dependency" VALUES(1,1,2,'supports');
CREATE TABLE deputyship (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	deputy_id INTEGER NOT NULL, 
	starts_on DATE NOT NULL, 
	ends_on DATE, 
	ended_at DATETIME, 
	CONSTRAINT pk_deputyship PRIMARY KEY (id), 
	CONSTRAINT ck_deputyship_not_oneself CHECK (person_id <> deputy_id), 
	CONSTRAINT fk_deputyship_deputy_id_person FOREIGN KEY(deputy_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_deputyship_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "deputyship" VALUES(1,2,3,'2026-11-25',NULL,NULL);
CREATE TABLE download_token (
	id INTEGER NOT NULL, 
	token_hash VARCHAR(64) NOT NULL, 
	browser_hash VARCHAR(64) NOT NULL, 
	person_id INTEGER NOT NULL, 
	evidence_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_download_token PRIMARY KEY (id), 
	CONSTRAINT fk_download_token_evidence_id_evidence FOREIGN KEY(evidence_id) REFERENCES evidence (id) ON DELETE CASCADE, 
	CONSTRAINT fk_download_token_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT uq_download_token_token_hash UNIQUE (token_hash)
);
INSERT INTO "download_token" VALUES(1,'2222222222222222222222222222222222222222222222222222222222222222','',2,1,'2026-11-25 16:09:18.875003','2026-11-25 16:09:18.874980',NULL);
CREATE TABLE earlier_answer (
	id INTEGER NOT NULL, 
	assessment_id INTEGER NOT NULL, 
	catalogue_version_id INTEGER NOT NULL, 
	question_key VARCHAR(40) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	level INTEGER, 
	reason TEXT DEFAULT '' NOT NULL, 
	waiting_for VARCHAR(200) NOT NULL, 
	feasible_soon BOOLEAN NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by_id INTEGER, 
	CONSTRAINT pk_earlier_answer PRIMARY KEY (id), 
	CONSTRAINT fk_earlier_answer_assessment_id_assessment FOREIGN KEY(assessment_id) REFERENCES assessment (id) ON DELETE CASCADE, 
	CONSTRAINT fk_earlier_answer_catalogue_version_id_catalogue_version FOREIGN KEY(catalogue_version_id) REFERENCES catalogue_version (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_earlier_answer_changed_by_id_person FOREIGN KEY(changed_by_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_earlier_answer UNIQUE (assessment_id, question_key, catalogue_version_id)
);
INSERT INTO "earlier_answer" VALUES(1,1,1,'K3','open',NULL,'','',0,'2026-11-25 16:09:18.865202',NULL);
CREATE TABLE event (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor_id INTEGER, 
	programme_id INTEGER, 
	action VARCHAR(60) NOT NULL, 
	thing VARCHAR(40) NOT NULL, 
	thing_id INTEGER, 
	fields JSON NOT NULL, 
	salt VARCHAR(32) NOT NULL, 
	previous_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, measure_id INTEGER, 
	CONSTRAINT pk_event PRIMARY KEY (id), 
	CONSTRAINT uq_event_hash UNIQUE (hash)
);
INSERT INTO "event" VALUES(1,'2026-11-25 16:09:18.875247',1,1,'add_measure','measure',1,'{"title": "c250d12a9df9c8f8b79922c1339c16393872206f927c5ebb03c32255a5655e78"}','8bf0fc7659e78ee2d6577d5206ab4a77','0000000000000000000000000000000000000000000000000000000000000000','c0fc70e031ee509fb71c4f4ba24e3ebfadf1248ba9ea09ffa949ca591a84dfe1',1);
INSERT INTO "event" VALUES(2,'2026-11-25 16:09:18.884459',1,1,'submit_measure','measure',1,'{}','58f8150e38dadd556bed725583b0270c','c0fc70e031ee509fb71c4f4ba24e3ebfadf1248ba9ea09ffa949ca591a84dfe1','030860d301e30ff8ab61d0daec8c89ac64021aa40d660f9b06b676e8819c5b98',1);
CREATE TABLE "evidence" (
	id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	question_key VARCHAR(40), 
	kind VARCHAR(40) NOT NULL, 
	title VARCHAR(300) NOT NULL, 
	url VARCHAR(2000) NOT NULL, 
	page VARCHAR(60) NOT NULL, 
	quote TEXT DEFAULT ('') NOT NULL, 
	created_at DATETIME NOT NULL, 
	file_name VARCHAR(255) DEFAULT '' NOT NULL, 
	blob_id INTEGER, 
	CONSTRAINT pk_evidence PRIMARY KEY (id), 
	CONSTRAINT fk_evidence_revision_id_revision FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	CONSTRAINT fk_evidence_blob_id_blob FOREIGN KEY(blob_id) REFERENCES blob (id) ON DELETE RESTRICT
);
INSERT INTO "evidence" VALUES(1,1,NULL,'link','Beleg','','','','2026-11-25 16:09:18.858462','',1);
CREATE TABLE import (
	id INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	at DATETIME NOT NULL, 
	person_id INTEGER, 
	CONSTRAINT pk_import PRIMARY KEY (id), 
	CONSTRAINT fk_import_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_import_sha256 UNIQUE (sha256)
);
INSERT INTO "import" VALUES(1,'0000000000000000000000000000000000000000000000000000000000000000','matrix','2026-11-25 16:09:18.865272',NULL);
CREATE TABLE indicator (
	id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	unit VARCHAR(60) NOT NULL, 
	baseline NUMERIC(15, 4), 
	target NUMERIC(15, 4), 
	last_value NUMERIC(15, 4), 
	measured_on DATE, 
	CONSTRAINT pk_indicator PRIMARY KEY (id), 
	CONSTRAINT fk_indicator_revision_id_revision FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE
);
INSERT INTO "indicator" VALUES(1,1,'Fahrgäste','',NULL,NULL,NULL,NULL);
CREATE TABLE joint_judgement (
	id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	gate_state VARCHAR(40) NOT NULL, 
	demands JSON NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	settled_by_id INTEGER, 
	settled_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_joint_judgement PRIMARY KEY (id), 
	CONSTRAINT fk_joint_judgement_revision_id_revision FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	CONSTRAINT fk_joint_judgement_settled_by_id_person FOREIGN KEY(settled_by_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_joint_judgement_revision_id UNIQUE (revision_id)
);
INSERT INTO "joint_judgement" VALUES(1,1,'met','[]','',NULL,'2026-11-25 16:09:18.874806',1);
CREATE TABLE letter (
	id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	text TEXT DEFAULT '' NOT NULL, 
	written_by_id INTEGER, 
	changed_at DATETIME NOT NULL, 
	sent_at DATETIME, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_letter PRIMARY KEY (id), 
	CONSTRAINT fk_letter_revision_id_revision FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	CONSTRAINT fk_letter_written_by_id_person FOREIGN KEY(written_by_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_letter_revision_id UNIQUE (revision_id)
);
INSERT INTO "letter" VALUES(1,1,'Guten Tag',NULL,'2026-11-25 16:09:18.874440',NULL,1);
CREATE TABLE measure (
	id INTEGER NOT NULL, 
	uuid CHAR(32) NOT NULL, 
	programme_id INTEGER NOT NULL, 
	municipality_id INTEGER NOT NULL, 
	external_key VARCHAR(100), 
	state VARCHAR(40) NOT NULL, 
	owner_id INTEGER, 
	deputy_id INTEGER, 
	created_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_measure PRIMARY KEY (id), 
	CONSTRAINT fk_measure_deputy_id_person FOREIGN KEY(deputy_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_measure_municipality_id_municipality FOREIGN KEY(municipality_id) REFERENCES municipality (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_measure_owner_id_person FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_measure_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_measure_programme_id_municipality_id_external_key UNIQUE (programme_id, municipality_id, external_key), 
	CONSTRAINT uq_measure_uuid UNIQUE (uuid)
);
INSERT INTO "measure" VALUES(1,'c71c2c3d91534e4c94e62ac5b959318b',1,1,NULL,'draft',NULL,NULL,'2026-11-25 16:09:18.853765',1);
INSERT INTO "measure" VALUES(2,'ee8cd2613a8a4e0f8ed7f0247ab6f7a0',1,1,NULL,'draft',NULL,NULL,'2026-11-25 16:09:18.863761',1);
CREATE TABLE membership (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	role VARCHAR(40) NOT NULL, 
	municipality_id INTEGER, 
	programme_id INTEGER, 
	revoked_at DATETIME, 
	CONSTRAINT pk_membership PRIMARY KEY (id), 
	CONSTRAINT fk_membership_municipality_id_municipality FOREIGN KEY(municipality_id) REFERENCES municipality (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_membership_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE, 
	CONSTRAINT fk_membership_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE RESTRICT
);
INSERT INTO "membership" VALUES(1,1,'planning',NULL,NULL,NULL);
CREATE TABLE "municipality" (
	id INTEGER NOT NULL, 
	uuid CHAR(32) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	population INTEGER, 
	settlement_type VARCHAR(40), 
	type_source VARCHAR(40), 
	funded BOOLEAN, 
	elected_body VARCHAR(200) NOT NULL, 
	is_example BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	needs_release BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_municipality PRIMARY KEY (id), 
	CONSTRAINT uq_municipality_uuid UNIQUE (uuid)
);
INSERT INTO "municipality" VALUES(1,'957e612914124527880a5120ce25654d','municipality','Neustadt',NULL,NULL,NULL,NULL,'',0,1,0);
INSERT INTO "municipality" VALUES(2,'abf9ec3dfc1249798b335fb89aba8d31','district','Kreis',NULL,NULL,NULL,NULL,'',0,1,0);
CREATE TABLE municipality_key (
	id INTEGER NOT NULL, 
	municipality_id INTEGER NOT NULL, 
	"key" VARCHAR(8) NOT NULL, 
	valid_from DATE, 
	valid_to DATE, 
	CONSTRAINT pk_municipality_key PRIMARY KEY (id), 
	CONSTRAINT fk_municipality_key_municipality_id_municipality FOREIGN KEY(municipality_id) REFERENCES municipality (id) ON DELETE CASCADE, 
	CONSTRAINT uq_municipality_key_key_valid_from UNIQUE ("key", valid_from)
);
INSERT INTO "municipality_key" VALUES(1,1,'01001000',NULL,NULL);
CREATE TABLE municipality_member (
	id INTEGER NOT NULL, 
	group_id INTEGER NOT NULL, 
	member_id INTEGER NOT NULL, 
	CONSTRAINT pk_municipality_member PRIMARY KEY (id), 
	CONSTRAINT ck_municipality_member_not_own_member CHECK (group_id <> member_id), 
	CONSTRAINT fk_municipality_member_group_id_municipality FOREIGN KEY(group_id) REFERENCES municipality (id) ON DELETE CASCADE, 
	CONSTRAINT fk_municipality_member_member_id_municipality FOREIGN KEY(member_id) REFERENCES municipality (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_municipality_member_group_id_member_id UNIQUE (group_id, member_id)
);
INSERT INTO "municipality_member" VALUES(1,2,1);
CREATE TABLE outbox_message (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	measure_id INTEGER, 
	details JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	send_after DATETIME NOT NULL, 
	sent_at DATETIME, 
	seen_at DATETIME, 
	attempts INTEGER NOT NULL, 
	failure VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_outbox_message PRIMARY KEY (id), 
	CONSTRAINT fk_outbox_message_measure_id_measure FOREIGN KEY(measure_id) REFERENCES measure (id) ON DELETE CASCADE, 
	CONSTRAINT fk_outbox_message_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "outbox_message" VALUES(1,2,'assigned',1,'{}','2026-11-25 16:09:18.875078','2026-11-25 16:09:18.875083',NULL,NULL,0,'');
CREATE TABLE "person" (
	id INTEGER NOT NULL, 
	uuid CHAR(32) NOT NULL, 
	oidc_subject VARCHAR(255), 
	name VARCHAR(200) NOT NULL, 
	email VARCHAR(254), 
	acting_for_id INTEGER, 
	anonymised_at DATETIME, 
	working_in_id INTEGER, acting_as VARCHAR(40), language VARCHAR(2), 
	CONSTRAINT pk_person PRIMARY KEY (id), 
	CONSTRAINT uq_person_oidc_subject UNIQUE (oidc_subject), 
	CONSTRAINT uq_person_uuid UNIQUE (uuid), 
	CONSTRAINT fk_person_acting_for_id_municipality FOREIGN KEY(acting_for_id) REFERENCES municipality (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_person_working_in_id_programme FOREIGN KEY(working_in_id) REFERENCES programme (id) ON DELETE RESTRICT
);
INSERT INTO "person" VALUES(1,'a0e8ec9210204b4db6e90cdf29d263f5',NULL,'Planung',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "person" VALUES(2,'31c1358ec7f947d3b8aef0ede4625052',NULL,'Beratung',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "person" VALUES(3,'40b498ad53ab4779a8eadf6e3bbe7e6f',NULL,'Vertretung',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE preliminary_check (
	id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	state VARCHAR(40) NOT NULL, 
	checked_by VARCHAR(200) NOT NULL, 
	checked_on DATE, 
	CONSTRAINT pk_preliminary_check PRIMARY KEY (id), 
	CONSTRAINT fk_preliminary_check_revision_id_revision FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	CONSTRAINT uq_preliminary_check_revision_id_kind UNIQUE (revision_id, kind)
);
INSERT INTO "preliminary_check" VALUES(1,1,'law','open','',NULL);
CREATE TABLE "programme" (
	id INTEGER NOT NULL, 
	uuid CHAR(32) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	catalogue_version_id INTEGER NOT NULL, 
	required_reviews INTEGER NOT NULL, 
	is_example BOOLEAN NOT NULL, 
	version INTEGER NOT NULL, 
	decides VARCHAR(40) DEFAULT 'recommends' NOT NULL, 
	reveal_rule VARCHAR(40) DEFAULT 'after_all' NOT NULL, 
	submit_until DATE, 
	review_days INTEGER, 
	shows_severity BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_programme PRIMARY KEY (id), 
	CONSTRAINT fk_programme_catalogue_version_id_catalogue_version FOREIGN KEY(catalogue_version_id) REFERENCES catalogue_version (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_programme_uuid UNIQUE (uuid)
);
INSERT INTO "programme" VALUES(1,'77099b90900e4a4581f42acb34415e19','Auswahl','selection',1,2,0,1,'recommends','after_all',NULL,NULL,0);
CREATE TABLE programme_municipality (
	id INTEGER NOT NULL, 
	programme_id INTEGER NOT NULL, 
	municipality_id INTEGER NOT NULL, 
	CONSTRAINT pk_programme_municipality PRIMARY KEY (id), 
	CONSTRAINT fk_programme_municipality_municipality_id_municipality FOREIGN KEY(municipality_id) REFERENCES municipality (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_programme_municipality_programme_id_programme FOREIGN KEY(programme_id) REFERENCES programme (id) ON DELETE CASCADE, 
	CONSTRAINT uq_programme_municipality_programme_id_municipality_id UNIQUE (programme_id, municipality_id)
);
INSERT INTO "programme_municipality" VALUES(1,1,1);
CREATE TABLE recommendation (
	id INTEGER NOT NULL, 
	assessment_id INTEGER NOT NULL, 
	kind VARCHAR(40), 
	text TEXT DEFAULT '' NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_recommendation PRIMARY KEY (id), 
	CONSTRAINT fk_recommendation_assessment_id_assessment FOREIGN KEY(assessment_id) REFERENCES assessment (id) ON DELETE CASCADE, 
	CONSTRAINT uq_recommendation_assessment_id UNIQUE (assessment_id)
);
INSERT INTO "recommendation" VALUES(1,2,'continue','',1);
CREATE TABLE release (
	id INTEGER NOT NULL, 
	measure_id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	released_by_id INTEGER, 
	released_at DATETIME NOT NULL, 
	CONSTRAINT pk_release PRIMARY KEY (id), 
	CONSTRAINT fk_release_measure_id_measure FOREIGN KEY(measure_id) REFERENCES measure (id) ON DELETE CASCADE, 
	CONSTRAINT fk_release_released_by_id_person FOREIGN KEY(released_by_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_release_measure_id_kind UNIQUE (measure_id, kind)
);
INSERT INTO "release" VALUES(1,1,'fact_sheet',NULL,'2026-11-25 16:09:18.874958');
CREATE TABLE reply (
	id INTEGER NOT NULL, 
	round_item_id INTEGER NOT NULL, 
	stance VARCHAR(40), 
	text TEXT DEFAULT '' NOT NULL, 
	changed_at DATETIME NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_reply PRIMARY KEY (id), 
	CONSTRAINT fk_reply_round_item_id_round_item FOREIGN KEY(round_item_id) REFERENCES round_item (id) ON DELETE CASCADE, 
	CONSTRAINT uq_reply_round_item_id UNIQUE (round_item_id)
);
INSERT INTO "reply" VALUES(1,1,'agree','','2026-11-25 16:09:18.874910',1);
CREATE TABLE review_confirmation (
	id INTEGER NOT NULL, 
	assessment_id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	confirmed_at DATETIME NOT NULL, 
	CONSTRAINT pk_review_confirmation PRIMARY KEY (id), 
	CONSTRAINT fk_review_confirmation_assessment_id_assessment FOREIGN KEY(assessment_id) REFERENCES assessment (id) ON DELETE CASCADE, 
	CONSTRAINT fk_review_confirmation_revision_id_revision FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	CONSTRAINT uq_review_confirmation_assessment_id_revision_id UNIQUE (assessment_id, revision_id)
);
INSERT INTO "review_confirmation" VALUES(1,2,1,'2026-11-25 16:09:18.874300');
CREATE TABLE review_release (
	id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	released_by_id INTEGER, 
	released_at DATETIME NOT NULL, 
	CONSTRAINT pk_review_release PRIMARY KEY (id), 
	CONSTRAINT fk_review_release_revision_id_revision FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	CONSTRAINT fk_review_release_released_by_id_person FOREIGN KEY(released_by_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT uq_review_release_revision_id UNIQUE (revision_id)
);
INSERT INTO "review_release" VALUES(1,1,NULL,'2026-11-25 16:09:18.874492');
CREATE TABLE "revision" (
	id INTEGER NOT NULL, 
	measure_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	submitted_at DATETIME, 
	version INTEGER NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	problem TEXT DEFAULT ('') NOT NULL, 
	target_group TEXT DEFAULT ('') NOT NULL, 
	goal TEXT DEFAULT ('') NOT NULL, 
	goal_source TEXT DEFAULT ('') NOT NULL, 
	goal_place TEXT DEFAULT ('') NOT NULL, 
	phase VARCHAR(40) NOT NULL, 
	responsible_unit TEXT DEFAULT ('') NOT NULL, 
	description TEXT DEFAULT ('') NOT NULL, 
	lead TEXT DEFAULT ('') NOT NULL, 
	field_of_action VARCHAR(40), 
	starts_on DATE, 
	ends_on DATE, 
	contact_mailbox TEXT DEFAULT ('') NOT NULL, 
	contact_deputy TEXT DEFAULT ('') NOT NULL, 
	place TEXT DEFAULT ('') NOT NULL, 
	total_cost NUMERIC(14, 2), 
	investment_cost NUMERIC(14, 2), 
	consumption_cost NUMERIC(14, 2), 
	budget_years TEXT DEFAULT ('') NOT NULL, 
	follow_up_cost_per_year NUMERIC(14, 2), 
	funding NUMERIC(14, 2), 
	funding_state VARCHAR(40), 
	own_share NUMERIC(14, 2), 
	cover TEXT DEFAULT ('') NOT NULL, 
	task_kind VARCHAR(40), 
	staff_hours_building INTEGER, 
	staff_hours_operation INTEGER, 
	post_available BOOLEAN, 
	staff_deputy TEXT DEFAULT ('') NOT NULL, 
	procurement_estimate NUMERIC(14, 2), 
	procurement_procedure TEXT DEFAULT ('') NOT NULL, 
	contract_ends_on DATE, 
	supplier_ties TEXT DEFAULT ('') NOT NULL, 
	data_at_contract_end TEXT DEFAULT ('') NOT NULL, 
	technology TEXT DEFAULT ('') NOT NULL, 
	connected_systems TEXT DEFAULT ('') NOT NULL, 
	interfaces TEXT DEFAULT ('') NOT NULL, 
	standards TEXT DEFAULT ('') NOT NULL, 
	licence TEXT DEFAULT ('') NOT NULL, 
	repository TEXT DEFAULT ('') NOT NULL, 
	data_needed TEXT DEFAULT ('') NOT NULL, 
	data_produced TEXT DEFAULT ('') NOT NULL, 
	reference_option TEXT DEFAULT ('') NOT NULL, 
	success_factors TEXT DEFAULT ('') NOT NULL, 
	lessons TEXT DEFAULT ('') NOT NULL, 
	needed_by_others TEXT DEFAULT ('') NOT NULL, 
	released_by_id INTEGER, 
	released_at DATETIME, 
	CONSTRAINT pk_revision PRIMARY KEY (id), 
	CONSTRAINT uq_revision_measure_id_number UNIQUE (measure_id, number), 
	CONSTRAINT fk_revision_measure_id_measure FOREIGN KEY(measure_id) REFERENCES measure (id) ON DELETE CASCADE, 
	CONSTRAINT fk_revision_released_by_id_person FOREIGN KEY(released_by_id) REFERENCES person (id) ON DELETE RESTRICT
);
INSERT INTO "revision" VALUES(1,1,1,'2026-11-25 16:09:18.854513','2026-11-25 16:09:18.883109',1,'Parkleitsystem','','','','','','idea','','','',NULL,NULL,NULL,'','','',NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,'',NULL,'',NULL,'','','','','','','','','','','','','','',NULL,NULL);
INSERT INTO "revision" VALUES(2,2,1,'2026-11-25 16:09:18.864194',NULL,1,'Parkleitsystem','','','','','','idea','','','',NULL,NULL,NULL,'','','',NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,'',NULL,NULL,NULL,NULL,'',NULL,'',NULL,'','','','','','','','','','','','','','',NULL,NULL);
CREATE TABLE revision_partner (
	id INTEGER NOT NULL, 
	revision_id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	municipality_id INTEGER, 
	contribution TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_revision_partner PRIMARY KEY (id), 
	CONSTRAINT fk_revision_partner_municipality_id_municipality FOREIGN KEY(municipality_id) REFERENCES municipality (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_revision_partner_revision_id_revision FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE
);
INSERT INTO "revision_partner" VALUES(1,1,'Hochschule',NULL,'');
CREATE TABLE round (
	id INTEGER NOT NULL, 
	measure_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	revision_id INTEGER NOT NULL, 
	text TEXT DEFAULT '' NOT NULL, 
	due_on DATE, 
	requested_by_id INTEGER, 
	requested_at DATETIME NOT NULL, 
	answered_revision_id INTEGER, 
	closed_at DATETIME, 
	CONSTRAINT pk_round PRIMARY KEY (id), 
	CONSTRAINT fk_round_answered_revision_id_revision FOREIGN KEY(answered_revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	CONSTRAINT fk_round_measure_id_measure FOREIGN KEY(measure_id) REFERENCES measure (id) ON DELETE CASCADE, 
	CONSTRAINT fk_round_requested_by_id_person FOREIGN KEY(requested_by_id) REFERENCES person (id) ON DELETE RESTRICT, 
	CONSTRAINT fk_round_revision_id_revision FOREIGN KEY(revision_id) REFERENCES revision (id) ON DELETE CASCADE, 
	CONSTRAINT uq_round_measure_id_number UNIQUE (measure_id, number)
);
INSERT INTO "round" VALUES(1,1,1,'changes',1,'',NULL,NULL,'2026-11-25 16:09:18.872907',NULL,NULL);
CREATE TABLE round_item (
	id INTEGER NOT NULL, 
	round_id INTEGER NOT NULL, 
	question_key VARCHAR(40) NOT NULL, 
	text TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_round_item PRIMARY KEY (id), 
	CONSTRAINT fk_round_item_round_id_round FOREIGN KEY(round_id) REFERENCES round (id) ON DELETE CASCADE
);
INSERT INTO "round_item" VALUES(1,1,'K1','Bitte belegen.');
CREATE TABLE snippet (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	title VARCHAR(200) NOT NULL, 
	text TEXT DEFAULT '' NOT NULL, 
	version INTEGER NOT NULL, 
	CONSTRAINT pk_snippet PRIMARY KEY (id), 
	CONSTRAINT fk_snippet_person_id_person FOREIGN KEY(person_id) REFERENCES person (id) ON DELETE CASCADE
);
INSERT INTO "snippet" VALUES(1,2,'Dank','Vielen Dank.',1);
CREATE INDEX ix_event_actor_id ON event (actor_id);
CREATE INDEX ix_event_programme_id ON event (programme_id);
CREATE INDEX ix_municipality_key_key ON municipality_key ("key");
CREATE INDEX ix_municipality_key_municipality_id ON municipality_key (municipality_id);
CREATE UNIQUE INDEX uq_municipality_key_undated ON municipality_key ("key") WHERE valid_from IS NULL;
CREATE INDEX ix_municipality_member_group_id ON municipality_member (group_id);
CREATE INDEX ix_municipality_member_member_id ON municipality_member (member_id);
CREATE INDEX ix_import_person_id ON import (person_id);
CREATE INDEX ix_measure_deputy_id ON measure (deputy_id);
CREATE INDEX ix_measure_municipality_id ON measure (municipality_id);
CREATE INDEX ix_measure_owner_id ON measure (owner_id);
CREATE INDEX ix_measure_programme_id ON measure (programme_id);
CREATE INDEX ix_membership_municipality_id ON membership (municipality_id);
CREATE INDEX ix_membership_person_id ON membership (person_id);
CREATE INDEX ix_membership_programme_id ON membership (programme_id);
CREATE INDEX ix_programme_municipality_municipality_id ON programme_municipality (municipality_id);
CREATE INDEX ix_programme_municipality_programme_id ON programme_municipality (programme_id);
CREATE INDEX ix_assessment_author_id ON assessment (author_id);
CREATE INDEX ix_assessment_catalogue_version_id ON assessment (catalogue_version_id);
CREATE INDEX ix_assessment_revision_id ON assessment (revision_id);
CREATE UNIQUE INDEX uq_assessment_one_self ON assessment (revision_id) WHERE kind = 'self';
CREATE INDEX ix_dependency_measure_id ON dependency (measure_id);
CREATE INDEX ix_dependency_revision_id ON dependency (revision_id);
CREATE INDEX ix_indicator_revision_id ON indicator (revision_id);
CREATE INDEX ix_preliminary_check_revision_id ON preliminary_check (revision_id);
CREATE INDEX ix_revision_partner_municipality_id ON revision_partner (municipality_id);
CREATE INDEX ix_revision_partner_revision_id ON revision_partner (revision_id);
CREATE INDEX ix_answer_assessment_id ON answer (assessment_id);
CREATE INDEX ix_answer_changed_by_id ON answer (changed_by_id);
CREATE INDEX ix_earlier_answer_assessment_id ON earlier_answer (assessment_id);
CREATE INDEX ix_earlier_answer_catalogue_version_id ON earlier_answer (catalogue_version_id);
CREATE INDEX ix_earlier_answer_changed_by_id ON earlier_answer (changed_by_id);
CREATE INDEX ix_person_acting_for_id ON person (acting_for_id);
CREATE INDEX ix_person_working_in_id ON person (working_in_id);
CREATE INDEX ix_deputyship_deputy_id ON deputyship (deputy_id);
CREATE INDEX ix_deputyship_person_id ON deputyship (person_id);
CREATE INDEX ix_snippet_person_id ON snippet (person_id);
CREATE INDEX ix_assignment_assigned_by_id ON assignment (assigned_by_id);
CREATE INDEX ix_assignment_measure_id ON assignment (measure_id);
CREATE INDEX ix_assignment_person_id ON assignment (person_id);
CREATE UNIQUE INDEX uq_assignment_in_force ON assignment (measure_id, person_id) WHERE ended_at IS NULL;
CREATE INDEX ix_conflict_declared_by_id ON "conflict" (declared_by_id);
CREATE INDEX ix_conflict_measure_id ON "conflict" (measure_id);
CREATE INDEX ix_conflict_municipality_id ON "conflict" (municipality_id);
CREATE INDEX ix_conflict_person_id ON "conflict" (person_id);
CREATE INDEX ix_outbox_message_measure_id ON outbox_message (measure_id);
CREATE INDEX ix_outbox_message_person_id ON outbox_message (person_id);
CREATE INDEX ix_release_measure_id ON release (measure_id);
CREATE INDEX ix_release_released_by_id ON release (released_by_id);
CREATE INDEX ix_joint_judgement_settled_by_id ON joint_judgement (settled_by_id);
CREATE INDEX ix_review_release_released_by_id ON review_release (released_by_id);
CREATE INDEX ix_letter_written_by_id ON letter (written_by_id);
CREATE INDEX ix_round_answered_revision_id ON round (answered_revision_id);
CREATE INDEX ix_round_measure_id ON round (measure_id);
CREATE INDEX ix_round_requested_by_id ON round (requested_by_id);
CREATE INDEX ix_round_revision_id ON round (revision_id);
CREATE INDEX ix_comment_assessment_id ON comment (assessment_id);
CREATE INDEX ix_download_token_evidence_id ON download_token (evidence_id);
CREATE INDEX ix_download_token_person_id ON download_token (person_id);
CREATE INDEX ix_review_confirmation_assessment_id ON review_confirmation (assessment_id);
CREATE INDEX ix_review_confirmation_revision_id ON review_confirmation (revision_id);
CREATE INDEX ix_round_item_round_id ON round_item (round_id);
CREATE INDEX ix_event_measure_id ON event (measure_id);
CREATE INDEX ix_evidence_revision_id ON evidence (revision_id);
CREATE INDEX ix_evidence_blob_id ON evidence (blob_id);
CREATE INDEX ix_municipality_name ON municipality (name);
CREATE INDEX ix_programme_catalogue_version_id ON programme (catalogue_version_id);
CREATE UNIQUE INDEX uq_revision_one_working ON revision (measure_id) WHERE submitted_at IS NULL;
CREATE INDEX ix_revision_measure_id ON revision (measure_id);
CREATE INDEX ix_revision_released_by_id ON revision (released_by_id);
CREATE TRIGGER frozen_event_update BEFORE UPDATE ON event WHEN TRUE BEGIN SELECT RAISE(ABORT, 'frozen:event'); END;
CREATE TRIGGER frozen_event_delete BEFORE DELETE ON event WHEN TRUE BEGIN SELECT RAISE(ABORT, 'frozen:event'); END;
CREATE TRIGGER frozen_catalogue_version_update BEFORE UPDATE ON catalogue_version WHEN TRUE BEGIN SELECT RAISE(ABORT, 'frozen:catalogue_version'); END;
CREATE TRIGGER frozen_catalogue_version_delete BEFORE DELETE ON catalogue_version WHEN TRUE BEGIN SELECT RAISE(ABORT, 'frozen:catalogue_version'); END;
CREATE TRIGGER frozen_revision_update BEFORE UPDATE ON revision WHEN OLD.submitted_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_revision_delete BEFORE DELETE ON revision WHEN OLD.submitted_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_revision_partner_insert BEFORE INSERT ON revision_partner WHEN EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_revision_partner_update BEFORE UPDATE ON revision_partner WHEN EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) OR EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_revision_partner_delete BEFORE DELETE ON revision_partner WHEN EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_indicator_insert BEFORE INSERT ON indicator WHEN EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_indicator_update BEFORE UPDATE ON indicator WHEN EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) OR EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_indicator_delete BEFORE DELETE ON indicator WHEN EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_dependency_insert BEFORE INSERT ON dependency WHEN EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_dependency_update BEFORE UPDATE ON dependency WHEN EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) OR EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_dependency_delete BEFORE DELETE ON dependency WHEN EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_preliminary_check_insert BEFORE INSERT ON preliminary_check WHEN EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_preliminary_check_update BEFORE UPDATE ON preliminary_check WHEN EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) OR EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_preliminary_check_delete BEFORE DELETE ON preliminary_check WHEN EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_evidence_insert BEFORE INSERT ON evidence WHEN EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_evidence_update BEFORE UPDATE ON evidence WHEN EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) OR EXISTS (SELECT 1 FROM revision WHERE id = NEW.revision_id AND submitted_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_evidence_delete BEFORE DELETE ON evidence WHEN EXISTS (SELECT 1 FROM revision WHERE id = OLD.revision_id AND submitted_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:revision'); END;
CREATE TRIGGER frozen_assessment_update BEFORE UPDATE ON assessment WHEN OLD.final_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'frozen:assessment'); END;
CREATE TRIGGER frozen_assessment_delete BEFORE DELETE ON assessment WHEN OLD.final_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'frozen:assessment'); END;
CREATE TRIGGER frozen_answer_insert BEFORE INSERT ON answer WHEN EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:assessment'); END;
CREATE TRIGGER frozen_answer_update BEFORE UPDATE ON answer WHEN EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) OR EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:assessment'); END;
CREATE TRIGGER frozen_answer_delete BEFORE DELETE ON answer WHEN EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:assessment'); END;
CREATE TRIGGER frozen_earlier_answer_insert BEFORE INSERT ON earlier_answer WHEN EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:assessment'); END;
CREATE TRIGGER frozen_earlier_answer_update BEFORE UPDATE ON earlier_answer WHEN EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) OR EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:assessment'); END;
CREATE TRIGGER frozen_earlier_answer_delete BEFORE DELETE ON earlier_answer WHEN EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:assessment'); END;
CREATE TRIGGER frozen_comment_insert BEFORE INSERT ON comment WHEN EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:assessment'); END;
CREATE TRIGGER frozen_comment_update BEFORE UPDATE ON comment WHEN EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) OR EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:assessment'); END;
CREATE TRIGGER frozen_comment_delete BEFORE DELETE ON comment WHEN EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:assessment'); END;
CREATE TRIGGER frozen_recommendation_insert BEFORE INSERT ON recommendation WHEN EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:assessment'); END;
CREATE TRIGGER frozen_recommendation_update BEFORE UPDATE ON recommendation WHEN EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) OR EXISTS (SELECT 1 FROM assessment WHERE id = NEW.assessment_id AND final_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:assessment'); END;
CREATE TRIGGER frozen_recommendation_delete BEFORE DELETE ON recommendation WHEN EXISTS (SELECT 1 FROM assessment WHERE id = OLD.assessment_id AND final_at IS NOT NULL) BEGIN SELECT RAISE(ABORT, 'frozen:assessment'); END;
COMMIT;
