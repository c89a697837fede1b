# hallcall sim：模拟办事日

cli-help-sim = 用大厅自己的叫号规则模拟若干个办事日，看改变安排后群众要等多久
cli-option-sim-days = 模拟多少天
cli-option-sim-policy = 叫号次序：accumulating（或 apq，累积优先）、fcfs（先到先办）、quota（配额）、strict（绝对优先）；可写多次，逐一比较
cli-option-sim-rates = 累积优先中普通、预约、老年群众的速率，如 1:2:4
cli-option-sim-load = 办事人次的倍数，1.0 为满负荷的一天
cli-option-sim-counters = 某队列的窗口数，如 B=21；可写多次
cli-option-sim-staff = 开放窗口的比例，如 0.8；可写多次，逐一比较
cli-option-sim-hours = 开放时间，如 08:30-12:00；可写多次
cli-option-sim-pooling = own 维持现状，departments 每个部门单独排队，all 所有窗口通办
cli-option-sim-passing = 过号规则：void 作废，defer 顺延，tail 排到队尾，session_end 本时段末再叫
cli-option-sim-express = 平均办理时间少于多少分钟的事项走快办队列
cli-option-sim-processes = 用多少个进程，默认与处理器数相同
cli-option-sim-json = 把数据写入此文件，- 为标准输出
cli-option-sim-html = 把带图表的网页写入此文件

sim-value-wrong = 无法理解“{ $value }”
sim-too-few-counters = 队列比窗口还多
sim-no-visits = 大厅文件没有写明各队列每天的办事人次（daily_weight）

sim-title = 模拟办事日
sim-head = { $hall }：{ $days } 天，平均每天 { $visits } 人次，负荷 { $load }，随机种子 { $seed }
sim-took = 用时 { $seconds } 秒，共 { $visits } 人次
sim-change-none = 现状
sim-change-hours = 开放时间 { $value }
sim-change-counters = 窗口数 { $value }
sim-change-staff = 开放 { $value } 的窗口
sim-change-express = 不足 { $value } 分钟的事项走快办队列
sim-change-pooling-own = 窗口分工不变
sim-change-pooling-departments = { $value } 条单一队列，每个部门一条
sim-change-pooling-all = 所有窗口通办
sim-change-passing-void = 过号作废
sim-change-passing-defer = 过号顺延
sim-change-passing-tail = 过号排到队尾
sim-change-passing-session-end = 过号到本时段末再叫
sim-change-policy-accumulating = 累积优先 { $value }
sim-change-policy-fcfs = 先到先办
sim-change-policy-quota = 配额
sim-change-policy-strict = 绝对优先
sim-counters = { $count } 个窗口

sim-class-all = 全部
sim-class-normal = 普通
sim-class-booked = 预约
sim-class-elder = 老年
sim-class-disabled = 残障
sim-class-infant = 携婴幼儿
sim-class-urgent = 紧急
sim-lane-short = 短时事项
sim-lane-long = 其他事项
sim-column-visitors = 群众
sim-column-a-day = 每天人次
sim-column-mean = 平均
sim-column-p50 = 中位
sim-column-p90 = 90% 不超过
sim-column-p95 = 95% 不超过
sim-column-longest = 最长
sim-column-within = 15 分钟内
sim-column-overtaken = 最多被超
sim-column-queue = 队列
sim-waits-unit = 等候时间以分钟计，从取号到第一次叫号。
sim-endings = 每天：来 { $came } 人，办结 { $served } 人，叫号未到 { $left } 人，未等到 { $expired } 人，来晚未取到号 { $away } 人
sim-on-time = 预约群众在约定时间后 10 分钟内被叫到的比例：{ $share }

sim-page-lead = 这里的群众和窗口人员都是模拟的，下一个叫谁由大厅实际使用的同一套规则决定。下列各方案接待的是同一批群众。
sim-page-waits = 不同时间取号的平均等候
sim-page-waits-unit = 分钟
sim-page-waiting = 等候人数
sim-page-waiting-unit = 人
sim-page-within = 15 分钟内叫到
sim-page-within-unit = 占该时段取号群众的 %
sim-page-classes = 各类群众的等候
sim-page-queues = 各队列的等候
sim-page-compare = 改变的效果
sim-page-assumptions = 假设
sim-page-assumptions-text = 各时段到厅人次、办理时间和各类群众的比例都是估计值，应以大厅自己的记录替换：老年 { $elder }，预约 { $booked }，首次叫号未到 { $absent }，其中 { $back } 会回来；从叫号到走到窗口 { $walk } 秒。
sim-page-made = 由 hallcall { $version } 生成
