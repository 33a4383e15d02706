PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PINS := --quiet --no-header --strip-extras --no-annotate --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
.DEFAULT_GOAL := help

help: ## この一覧を表示する
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: .venv/.installed ## 画面と処理係を動かす(初回は環境とデータベースも用意する)
	@exec $(BIN)/flask --app wsgi serve --example

test: .venv/.tested ## 検査とすべてのテストを実行する(PostgreSQLとブラウザを含む)
	@.ci/parts
	@$(MAKE) --no-print-directory check
	$(BIN)/pytest -q -n 2 --dist loadscope --ignore tests/house

check: .venv/.tested ## 書き方・型・部屋の決まりを検査する
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q -n 2 tests/house

bench: .venv/.tested ## 集計・テーマ・回答・開封の速さを比で表示する
	$(BIN)/python -m tests.bench

load: .venv/.tested ## 本物のサーバーに大勢で回答し、速さと、失われる回答がないことを測る(2つのデータベースで25分ほど)
	$(BIN)/python -m tests.load

pictures: .venv/.tested ## READMEの画面の画像を、見本の計画から撮り直す
	$(BIN)/python -m tests.browser.pictures

translations: .venv/.installed ## 回答者の画面の翻訳（全言語）を、いまの文言に合わせて組み直す
	$(BIN)/pybabel -q extract -F app/translations/babel.cfg -k N_ --no-location --sort-output -o .venv/messages.pot .
	$(BIN)/pybabel -q update -i .venv/messages.pot -d app/translations --omit-header --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date
	$(BIN)/pybabel -q compile --use-fuzzy -d app/translations

pins: ## 依存する部品の版を決め直す
	$(BIN)/pip-compile $(PINS) --upgrade requirements.in -o requirements.txt
	$(BIN)/pip-compile $(PINS) --upgrade requirements-dev.in -o requirements-dev.txt

clean: ## 作り直せるものを消す(instance/ のデータは残す)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.installed: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.tested: .venv/.installed requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

.PHONY: help run test check bench load pictures translations pins clean
