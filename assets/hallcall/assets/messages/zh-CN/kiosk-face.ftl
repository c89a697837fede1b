# 取号机：刷脸
home-face = 刷脸取号
home-face-sub = 先问您是否同意

# 摄像头打开之前
consent-yes-verify = 同意并刷脸
consent-yes-find = 已满 14 岁或监护人在场，同意并刷脸
consent-yes-remember = 同意登记，今天用
consent-read = 看完最后一页才能同意
face-use-card = 用身份证取号
face-use-staff = 人工帮助
consent-child = 未满 14 岁，由监护人决定

# 未满 14 岁
guardian-title = 未满 14 岁，请监护人决定
guardian-how = 监护人同意刷脸的，请监护人把自己的身份证放在读卡区，放上即表示同意。
guardian-none = 不同意或监护人不在，点“用身份证取号”即可。

# 摄像头打开时
face-sub = 看着屏幕上方的摄像头，脸放进椭圆里
face-too-low = 镜头够不着？可以用身份证取号
face-on = 摄像头已打开
face-percent = 完成 { $percent }%
face-private = 画面只在本机比对，完成后立刻删除，不拍照留存
face-cancel = 取消，关闭摄像头
face-limit = { $seconds } 秒没有完成自动停止

# 没有成功
face-camera-off = 摄像头已关闭
face-again = 再试一次
face-again-title = 没看清楚
face-again-text = 请正对屏幕，靠近一点再试一次；也可以直接用身份证取号。
face-staff-title = 请工作人员核对
face-staff-text = 试了三次没有比对上，不要紧。请工作人员帮您，或者直接用身份证取号。
face-broken-title = 摄像头暂时不能用
face-broken-text = 请直接用身份证取号，排队顺序不变。
face-no-photo-title = 证件照片读不出来
face-no-photo-text = 摄像头没有打开。请直接用身份证取号，排队顺序不变。
face-verified = 已确认是您本人，请先把证件收好
card-problem-guardian = 请放监护人（成年人）自己的身份证。

# 刷脸的几种办法
ways-title = 刷脸，请选一种
ways-sub = 摄像头没有打开，选好后还会先问您
ways-find = 今天登记过刷脸，不用证件
ways-verify = 拿着身份证，刷脸核对本人
ways-forget = 删除我的人脸数据

# 认出之后先核对
match-asking = 请稍等…
match-title = 您是 { $who } 吗？
match-title-nameless = 是您的预约吗？
match-or = { " " }或{ " " }
match-booking = 今天 { $time }　{ $item }
match-type = 请输入证件号码后四位
match-wrong = 后四位不对，还可以试 { $left } 次
match-confirm = 是我，签到取号
match-over-title = 请用身份证取号
match-over-text = 后四位三次都不对，没有为任何人签到
match-note = 只核对后四位，屏幕上不显示

# 登记今天用
mine-face = 今天刷脸签到
mine-face-sub = 先问您是否同意
mine-forget = 删除我的人脸数据
mine-forget-sub = 删除后照样能签到
kept-title = 登记好了
kept-sub = 今天可以在这台机器上刷脸签到
kept-how = 再来时点“刷脸取号”，再点“今天登记过刷脸”。刷脸后还要输证件号码后四位。
kept-until = 签到后或今天结束时自动删除，画面已经删除。
kept-back = 随时可以撤回，点下面就立刻删除。

# 撤回并删除
forget-ask-title = 删除我的人脸数据
forget-ask-text = 请输入 8 位预约码，或把身份证放在读卡区
forget-mine-title = 删除我的人脸数据
forget-mine-text = 今天登记的人脸数据和同意都会立刻撤销，预约不变，照样能签到。
forget-busy-title = 正在删除…
forget-busy-text = 请稍等
forget-gone-title = 已经删除
forget-gone-text = 您登记的人脸数据已删除，无法恢复；同意已撤回。预约不变，请用身份证或预约码签到。
forget-nothing-title = 没有您的人脸数据
forget-nothing-text = 这个预约没有登记。可以重输预约码，或放身份证
forget-link-title = 请输入预约码
forget-link-text = 暂时连不上服务器，不能按身份证查找。请输入 8 位预约码。
forget-failed-title = 请找工作人员
forget-failed-text = 机器没能确认删除完成。请工作人员马上处理。
forget-confirm = 删除
forget-now = 立刻删除

# 没有取到号的原因
card-problem-other = 这不是刚才用的身份证。请放您自己的那一张。
